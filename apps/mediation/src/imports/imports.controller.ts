import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, StreamedBody } from '@passerelle/http';
import { ImportEngine, ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { PAST_CASES, type PastCasesFile } from './past-cases.import.js';

/** Mediators record cases for anyone. Batch jobs bring the cases of a former system. */
export const IMPORT_ACCESS = { roles: ['mediator'], scopes: ['mediation:import'] } as const;

const EXAMPLE = `{"externalReference":"2023-0001","origin":"beneficiary","channel":"letter","receivedOn":"2023-02-01","fileNumber":"0000001","subject":{"benefit":"housing","reason":"unpaid_benefit","description":"Aide non versée."},"priorClaim":{"madeOn":"2023-01-10"},"courtSeized":false,"admissibility":{"decision":"admissible","notifiedOn":"2023-02-08"},"closure":{"resolution":"fully_revised","outcome":"revised","communicatedToPersonOn":"2023-03-06","communicatedToServiceOn":"2023-03-06","summary":"Le droit est rétabli."}}
`;

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly imports: ImportEngine) {}

  @Post()
  @Access(IMPORT_ACCESS)
  @ApiOperation({ summary: 'Takes a file of past cases; `dryRun` checks it and keeps nothing' })
  @ReceivesImport({
    formats: ['ndjson'],
    service: 'mediation',
    description:
      'One case a line, as it was lived: `externalReference` (its number in the former system: a later line with the same one corrects the case), the members of a referral (`origin`, `originDetail?`, `channel`, `receivedOn`, `fileNumber`, `subject`, `priorClaim`, `courtSeized`, `appealDeadline?`), `moreInformation?` `[{ground?, notifiedOn, suppliedOn?, text?}]`, `admissibility?` as for its request, `noFurtherAction?` `{endedOn}`, `informationRequests?` `[{addressee, addresseeName?, question, askedOn, dueOn, answer?: {text, answeredOn}}]`, `solutions?` `[{text, proposedOn, answer?: {answer, answeredOn}}]`, `recommendations?` `[{addressedTo, kind, legalBasis, text, issuedOn, answerDueOn, answer?: {answer, reason?, answeredOn, effectiveOn?}, withdrawnOn?}]`, `withdrawal?` `{withdrawnOn}`, `courtSeizure?` `{seizedOn}`, `closure?` as for its request. A line is held to the rules of the requests; what breaks one is refused with the code of the rule.',
    example: EXAMPLE,
  })
  receive(
    @Caller() actor: Actor,
    @Query() { dryRun }: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receive<PastCasesFile>({
      kind: PAST_CASES,
      body,
      context: { recordedBy: actor.subject },
      createdBy: actor.subject,
      dryRun,
    });
  }
}

import { Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, type IncomingBody, StreamedBody } from '@passerelle/http';
import {
  type ImportView,
  ReceivesImport,
  ShowsImport,
  StreamsProgress,
  StreamsReport,
} from '@passerelle/imports';

import { PastCasesQuery } from './imports.dto.js';
import { MediationImportsService } from './mediation-imports.service.js';

/** Mediators record cases for anyone; batch jobs bring those of a former system. */
const SENDERS = { roles: ['mediator'], scopes: ['mediation:import'] } as const;

const EXAMPLE = `{"externalReference":"2023-0001","origin":"beneficiary","channel":"letter","receivedOn":"2023-02-01","fileNumber":"0000001","subject":{"benefit":"housing","reason":"unpaid_benefit","description":"Aide non versée."},"priorClaim":{"madeOn":"2023-01-10"},"courtSeized":false,"admissibility":{"decision":"admissible","notifiedOn":"2023-02-08"},"closure":{"resolution":"fully_revised","outcome":"revised","communicatedToPersonOn":"2023-03-06","communicatedToServiceOn":"2023-03-06","summary":"Le droit est rétabli."}}
`;

@ApiTags('imports')
@Controller('v1/imports')
export class ImportsController {
  constructor(private readonly imports: MediationImportsService) {}

  @Post()
  @Access(SENDERS)
  @ApiOperation({ summary: 'Takes a file of past cases; `dryRun` checks it and keeps nothing' })
  @ReceivesImport({
    formats: ['ndjson'],
    location: ({ id }) => `/mediation/v1/imports/${id}`,
    description:
      'One case a line, as it was lived: `externalReference` (its number in the former system: a later line with the same one corrects the case), the members of a referral (`origin`, `originDetail?`, `channel`, `receivedOn`, `fileNumber`, `subject`, `priorClaim`, `courtSeized`, `appealDeadline?`), `moreInformation?` `[{ground?, notifiedOn, suppliedOn?, text?}]`, `admissibility?` as for its request, `noFurtherAction?` `{endedOn}`, `informationRequests?` `[{addressee, addresseeName?, question, askedOn, dueOn, answer?: {text, answeredOn}}]`, `solutions?` `[{text, proposedOn, answer?: {answer, answeredOn}}]`, `recommendations?` `[{addressedTo, kind, legalBasis, text, issuedOn, answerDueOn, answer?: {answer, reason?, answeredOn, effectiveOn?}, withdrawnOn?}]`, `withdrawal?` `{withdrawnOn}`, `courtSeizure?` `{seizedOn}`, `closure?` as for its request. A line is held to the rules of the requests; what breaks one is refused with the code of the rule.',
    example: EXAMPLE,
  })
  receive(
    @Caller() actor: Actor,
    @Query() query: PastCasesQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receive(actor, body, query);
  }

  @Get(':id')
  @Access(SENDERS)
  @ApiOperation({ summary: 'How an import stands' })
  @ShowsImport()
  show(@Caller() actor: Actor, @IdParam() id: string): Promise<ImportView> {
    return this.imports.show(actor, id);
  }

  @Get(':id/events')
  @Access(SENDERS)
  @ApiOperation({ summary: 'The same as server-sent events, until it ends' })
  @StreamsProgress()
  events(@Caller() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
    return this.imports.events(actor, id);
  }

  @Get(':id/report')
  @Access(SENDERS)
  @ApiOperation({ summary: 'Refused lines, as CSV without personal data' })
  @StreamsReport()
  report(@Caller() actor: Actor, @IdParam() id: string): Promise<StreamableFile> {
    return this.imports.report(actor, id);
  }
}

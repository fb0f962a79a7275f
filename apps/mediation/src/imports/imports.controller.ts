import { Controller, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, StreamedBody } from '@passerelle/http';
import { ImportEngine, ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { PAST_CASES } from './past-cases.columns.js';
import type { PastCasesFile } from './past-cases.import.js';

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
    service: 'mediation',
    file: PAST_CASES,
    description:
      'One case a line, with everything that happened in it. A later line with the same `externalReference` corrects the case. A line is held to the rules of the requests; a line that breaks a rule is refused with the code of the rule.',
    example: EXAMPLE,
  })
  receive(
    @Caller() actor: Actor,
    @Query() query: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receive<PastCasesFile>({
      kind: PAST_CASES.kind,
      body,
      context: { recordedBy: actor.subject },
      sender: actor,
      ...query,
    });
  }
}

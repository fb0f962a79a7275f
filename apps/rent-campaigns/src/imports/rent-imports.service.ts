import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { IncomingBody } from '@passerelle/http';
import { ImportEngine, type ImportQuery, type ImportView } from '@passerelle/imports';

import { CampaignsService } from '../campaigns/campaigns.service.js';
import { DECLARATIONS } from './declarations.columns.js';
import type { DeclarationsFile } from './declarations.import.js';
import type { DeclarationsImportQuery } from './imports.dto.js';
import { rentImportErrors } from './imports.errors.js';
import { ROSTER } from './roster.columns.js';
import type { RosterFile } from './roster.import.js';
import { reachOf } from '../landlords/reach.policy.js';

@Injectable()
export class RentImportsService {
  constructor(
    private readonly engine: ImportEngine,
    private readonly campaigns: CampaignsService,
  ) {}

  async receiveRoster(
    actor: Actor,
    year: string,
    body: IncomingBody,
    query: ImportQuery,
  ): Promise<ImportView> {
    const { referenceYear } = await this.campaigns.of(year);
    return this.engine.receive<RosterFile>({
      kind: ROSTER.kind,
      body,
      context: { referenceYear },
      sender: actor,
      ...query,
    });
  }

  async receiveDeclarations(
    actor: Actor,
    year: string,
    body: IncomingBody,
    { channel, ...query }: DeclarationsImportQuery,
  ): Promise<ImportView> {
    const landlordSiret = reachOf(actor);
    if (landlordSiret !== null && channel !== 'online') throw rentImportErrors.channelNotYours();
    const { referenceYear } = await this.campaigns.withRoster(year);
    return this.engine.receive<DeclarationsFile>({
      kind: DECLARATIONS.kind,
      body,
      context: { referenceYear, channel, landlordSiret },
      sender: actor,
      ...query,
    });
  }
}

import { Injectable, type StreamableFile } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type IncomingBody, requestErrors } from '@passerelle/http';
import { ImportEngine, type ImportView } from '@passerelle/imports';

import { CampaignsService } from '../campaigns/campaigns.service.js';
import { reachOf } from '../campaigns/reach.policy.js';
import type { DeclarationsFile } from './declarations.import.js';
import type { DeclarationsImportQuery, RosterQuery } from './imports.dto.js';
import { rentImportErrors } from './imports.errors.js';
import type { RosterFile } from './roster.import.js';

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
    { dryRun }: RosterQuery,
  ): Promise<ImportView> {
    const { referenceYear } = await this.campaigns.of(year);
    return this.engine.receive<RosterFile>({
      kind: 'roster',
      body,
      context: { referenceYear },
      createdBy: actor.subject,
      dryRun,
    });
  }

  async receiveDeclarations(
    actor: Actor,
    year: string,
    body: IncomingBody,
    { channel, dryRun }: DeclarationsImportQuery,
  ): Promise<ImportView> {
    const landlordSiret = reachOf(actor);
    if (landlordSiret !== null && channel !== 'online') throw rentImportErrors.channelNotYours();
    const { referenceYear } = await this.campaigns.withRoster(year);
    return this.engine.receive<DeclarationsFile>({
      kind: 'declarations',
      body,
      context: { referenceYear, channel, landlordSiret },
      createdBy: actor.subject,
      dryRun,
    });
  }

  async show(actor: Actor, id: string): Promise<ImportView> {
    await this.assertMayRead(actor, id);
    return this.engine.view(await this.engine.find(id));
  }

  async events(actor: Actor, id: string): Promise<StreamableFile> {
    await this.assertMayRead(actor, id);
    return this.engine.events(id);
  }

  async report(actor: Actor, id: string): Promise<StreamableFile> {
    await this.assertMayRead(actor, id);
    return this.engine.report(id);
  }

  /** The campaign manager reads every report; others those of the files that they sent. */
  private async assertMayRead(actor: Actor, id: string): Promise<void> {
    const { createdBy } = await this.engine.find(id);
    if (!actor.roles.includes('campaign_manager') && createdBy !== actor.subject) {
      throw requestErrors.unknownId();
    }
  }
}

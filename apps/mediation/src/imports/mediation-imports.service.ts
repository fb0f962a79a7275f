import { Injectable, type StreamableFile } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type IncomingBody, requestErrors } from '@passerelle/http';
import { ImportEngine, type ImportRecord, type ImportView } from '@passerelle/imports';

import { maySeeImport } from './imports.policy.js';
import type { PastCasesQuery } from './imports.dto.js';
import type { PastCasesFile } from './past-cases.import.js';

@Injectable()
export class MediationImportsService {
  constructor(private readonly engine: ImportEngine) {}

  receive(actor: Actor, body: IncomingBody, { dryRun }: PastCasesQuery): Promise<ImportView> {
    return this.engine.receive<PastCasesFile>({
      kind: 'past-cases',
      body,
      context: { recordedBy: actor.subject },
      createdBy: actor.subject,
      dryRun,
    });
  }

  async show(actor: Actor, id: string): Promise<ImportView> {
    return this.engine.view(await this.own(actor, id));
  }

  async events(actor: Actor, id: string): Promise<StreamableFile> {
    await this.own(actor, id);
    return this.engine.events(id);
  }

  async report(actor: Actor, id: string): Promise<StreamableFile> {
    await this.own(actor, id);
    return this.engine.report(id);
  }

  private async own(actor: Actor, id: string): Promise<ImportRecord> {
    const found = await this.engine.find(id);
    if (!maySeeImport(actor, found)) throw requestErrors.unknownId();
    return found;
  }
}

import { Injectable, type StreamableFile } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { type IncomingBody, requestErrors } from '@passerelle/http';
import { ImportEngine, type ImportView } from '@passerelle/imports';

import type { ImportQuery } from './imports.dto.js';
import { WORK_ITEMS } from './work-items.import.js';

@Injectable()
export class ImportsService {
  constructor(private readonly engine: ImportEngine) {}

  receiveWorkItems(actor: Actor, body: IncomingBody, { dryRun }: ImportQuery): Promise<ImportView> {
    return this.engine.receive<null>({
      kind: WORK_ITEMS,
      body,
      context: null,
      createdBy: actor.subject,
      dryRun,
    });
  }

  async show(actor: Actor, id: string): Promise<ImportView> {
    await this.assertSender(actor, id);
    return this.engine.view(await this.engine.find(id));
  }

  async events(actor: Actor, id: string): Promise<StreamableFile> {
    await this.assertSender(actor, id);
    return this.engine.events(id);
  }

  async report(actor: Actor, id: string): Promise<StreamableFile> {
    await this.assertSender(actor, id);
    return this.engine.report(id);
  }

  /** A batch reads of its own files; those of another are as unknown as those that never were. */
  private async assertSender(actor: Actor, id: string): Promise<void> {
    const { createdBy } = await this.engine.find(id);
    if (createdBy !== actor.subject) throw requestErrors.unknownId();
  }
}

import { Inject, Injectable, type StreamableFile } from '@nestjs/common';

import type { Actor, Admission } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';

import type { ImportColumnsView } from './import-columns.view.js';
import { ImportEngine } from './import-engine.js';
import type { MayReadImport } from './import.policy.js';
import type { ImportView } from './import.view.js';
import type { ImportRecord } from './imports.repository.js';

export const MAY_READ_IMPORT = Symbol('passerelle:may-read-import');

/** What a caller may read of an import. */
@Injectable()
export class ImportReadsService {
  constructor(
    private readonly engine: ImportEngine,
    @Inject(MAY_READ_IMPORT) private readonly mayRead: MayReadImport,
  ) {}

  columns(kind: string): ImportColumnsView {
    return this.engine.columns(kind);
  }

  async show(actor: Actor, id: string): Promise<ImportView> {
    return this.engine.view(await this.readable(actor, id));
  }

  async events(actor: Actor, isAdmitted: Admission, id: string): Promise<StreamableFile> {
    await this.readable(actor, id);
    return this.engine.events(id, { subject: actor.subject, isAdmitted });
  }

  async report(actor: Actor, id: string): Promise<StreamableFile> {
    return this.engine.report(await this.readable(actor, id));
  }

  /** An import that the caller may not read is answered like an unknown one: 404. */
  private async readable(actor: Actor, id: string): Promise<ImportRecord> {
    const record = await this.engine.byId(id);
    if (!this.mayRead(actor, record)) throw requestErrors.unknownId();
    return record;
  }
}

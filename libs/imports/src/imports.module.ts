import { type DynamicModule, Module } from '@nestjs/common';

import type { AccessRule } from '@passerelle/auth';
import { OwnJobs } from '@passerelle/messaging';
import { SETTINGS, type SettingsOf } from '@passerelle/service-kit';

import { ImportEngine } from './import-engine.js';
import { importReadsController } from './import-reads.controller.js';
import { ImportReadsService, MAY_READ_IMPORT } from './import-reads.service.js';
import {
  DEFAULT_IMPORT_SETTINGS,
  IMPORT_SETTINGS,
  type ImportSettings,
  type importSettings,
  importSettingsOf,
} from './import-settings.js';
import type { MayReadImport } from './import.policy.js';
import { ImportsSchedule } from './imports.schedule.js';
import { IMPORT_SPOOL, importSpoolOf } from './spool-settings.js';

export interface ImportsOptions extends Partial<ImportSettings> {
  /** Who may call the routes that read an import. */
  readonly access: AccessRule;
  /** Which imports each of these callers may read. */
  readonly mayRead: MayReadImport;
}

/**
 * The imports of a service: engine, jobs, schedule, and the routes that read an import. The service's own
 * module imports it once. The definitions of the service announce themselves to the engine.
 */
@Module({})
export class ImportsModule {
  static with({ access, mayRead, ...settings }: ImportsOptions): DynamicModule {
    return {
      module: ImportsModule,
      global: true,
      controllers: [importReadsController(access)],
      providers: [
        ImportEngine,
        ImportReadsService,
        ImportsSchedule,
        { provide: MAY_READ_IMPORT, useValue: mayRead },
        { provide: IMPORT_SPOOL, useFactory: importSpoolOf, inject: [SETTINGS] },
        {
          provide: IMPORT_SETTINGS,
          useFactory: (own: SettingsOf<typeof importSettings>): ImportSettings => ({
            ...DEFAULT_IMPORT_SETTINGS,
            ...importSettingsOf(own),
            ...settings,
          }),
          inject: [SETTINGS],
        },
        {
          provide: OwnJobs,
          useFactory: (engine: ImportEngine) => engine.jobs,
          inject: [ImportEngine],
        },
      ],
      exports: [ImportEngine],
    };
  }
}

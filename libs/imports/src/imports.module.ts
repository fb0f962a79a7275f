import { type DynamicModule, Global, Module } from '@nestjs/common';

import { OwnJobs } from '@passerelle/messaging';

import {
  DEFAULT_IMPORT_SETTINGS,
  IMPORT_SETTINGS,
  ImportEngine,
  type ImportSettings,
} from './import-engine.js';

/** Imported once, by the service's own module; its definitions announce themselves to the engine. */
@Global()
@Module({
  providers: [
    ImportEngine,
    { provide: OwnJobs, useFactory: (engine: ImportEngine) => engine.jobs, inject: [ImportEngine] },
  ],
  exports: [ImportEngine],
})
export class ImportsModule {
  static with(settings: Partial<ImportSettings>): DynamicModule {
    return {
      module: ImportsModule,
      providers: [
        { provide: IMPORT_SETTINGS, useValue: { ...DEFAULT_IMPORT_SETTINGS, ...settings } },
      ],
    };
  }
}

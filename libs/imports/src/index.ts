export type {
  FinishedRun,
  ImportColumn,
  ImportDefinition,
  ImportFormat,
  ImportLine,
  ImportRun,
  StagedChunk,
  StagedFault,
  StagedValue,
} from './definition.js';
export { FILE_CODES, LINE_CODES } from './fault-codes.js';
export { DEFAULT_IMPORT_SETTINGS, ImportEngine, type ImportSettings } from './import-engine.js';
export { ReceivesImport, ShowsImport, StreamsProgress, StreamsReport } from './import-routes.js';
export { ImportMessage, ImportView } from './import.view.js';
export { importErrors } from './imports.errors.js';
export { ImportsModule } from './imports.module.js';
export type { ImportRecord, ImportStatus } from './imports.repository.js';
export { importMigrations } from './migration.js';
export type { ImportRequest } from './reception.js';

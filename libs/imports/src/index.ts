export { describedColumns, type DescribedColumn } from './column-documents.js';
export {
  type AcceptedRow,
  type ImportColumn,
  type ImportColumns,
  type ImportFile,
  importFile,
  type RowOf,
} from './column.js';
export type {
  FieldOf,
  FinishedRun,
  ImportDefinition,
  ImportLine,
  ImportRun,
  StagedChunk,
  StagedFault,
  StagedValue,
} from './definition.js';
export { dayOfArrival } from './day-of-arrival.js';
export { FILE_CODES, LINE_CODES, NOTE_CODES } from './fault-codes.js';
export { ImportEngine } from './import-engine.js';
export { ImportQuery } from './import-query.js';
export { ReceivesImport } from './import-routes.js';
export { DEFAULT_IMPORT_SETTINGS, type ImportSettings, importSettings } from './import-settings.js';
export { ImportMessage, ImportView } from './import.view.js';
export { type MayReadImport, senderOr } from './import.policy.js';
export { importErrors } from './imports.errors.js';
export { type ImportsOptions, ImportsModule } from './imports.module.js';
export { importMigrations } from './migration.js';
export type { ImportRequest } from './reception.js';

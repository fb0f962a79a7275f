export { assignmentsOf, Bindings, columnsOf, placeholdersOf } from './bindings.js';
export {
  BooleanColumn,
  CentsColumn,
  DateColumn,
  IdColumn,
  InstantColumn,
  IntegerColumn,
  JsonColumn,
  TextArrayColumn,
  TextColumn,
  UuidColumn,
} from './columns.js';
export { createDataSource, type DatabaseOptions } from './data-source.js';
export {
  decodeCursor,
  DEFAULT_LIMIT,
  encodeCursor,
  type Keyset,
  MAX_LIMIT,
  type Page,
  pageErrors,
  toPage,
} from './keyset.js';
export {
  Installation,
  type InstallationOptions,
  loginSettingOf,
  schemaOf,
} from './installation.js';
export { jsonRowOf, objectOfJsonRow } from './json-rows.js';
export { checkLogin, UnfitLoginError } from './login-check.js';
export { hasPendingMigrations, migrate, prepareSchema } from './migrate.js';
export { Session } from './session.js';
export { seal, unseal } from './sealing.js';
export { SENT_STATEMENTS, type SentStatement } from './connection.js';
export type { DataSource } from './query-runner.js';
export { Transactions } from './transactions.js';
export { type LastWrite, Tx } from './tx.js';
export { isUnavailable } from './unavailable.js';
export type { EntityManager, MigrationInterface, QueryRunner } from 'typeorm';

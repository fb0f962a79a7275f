export {
  createService,
  createServiceDataSource,
  describeService,
  migrateService,
  type RunningService,
  type ServiceContext,
} from './create-service.js';
export type { ServiceDefinition } from './definition.js';
export { PLATFORM_SETTINGS, SETTINGS } from './platform.module.js';
export { operatorErrors } from './operator-access.js';
export {
  jwksUrlOf,
  type PlatformSettings,
  platformSettings,
  publicPathOf,
  publicUrlOf,
} from './platform-settings.js';
export { stopOnSignals } from './process.js';
export type { OpenAPIObject } from '@nestjs/swagger';
export { Renewal } from './renewal.js';
export type { Route } from './routes.js';
export { refuseInProduction, runService } from './run-service.js';
export { strictTransport } from './strict-transport.js';
export { HttpServer, listen, type ListenOptions } from './server.js';
export {
  type Environment,
  flagText,
  isProduction,
  readSettings,
  type Setting,
  setting,
  SettingsError,
  type SettingsOf,
  type SettingsSchema,
} from './settings.js';

export {
  createService,
  createServiceDataSource,
  describeService,
  type RunningService,
  type ServiceContext,
} from './create-service.js';
export { DatabaseAccess } from './database-access.js';
export { databaseLoginSetting } from './database-settings.js';
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
export { freePort, PortUnavailableError } from './port.js';
export { endSoon, stopOnSignals } from './process.js';
export { type ProcessSettings, readProcessSettings } from './process-settings.js';
export type { OpenAPIObject } from '@nestjs/swagger';
export { Renewal } from './renewal.js';
export type { Route } from './routes.js';
export { runService } from './run-service.js';
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

export { accessFaults, accessTable } from './access.js';
export { eventually } from './eventually.js';
export { extentOf } from './extent.js';
export { fuzz, type FuzzOptions, type FuzzReport } from './fuzz.js';
export { houseRules, type HouseRules } from './house-rules.js';
export { NotificationsStandIn, type OpenedMessage } from './notifications-stand-in.js';
export { type Answer, OpenApiMatcher } from './openapi-matcher.js';
export { roundTripsOfCall } from './round-trips.js';
export { schemaDrift } from './schema-drift.js';
export { Superuser, TestDatabase } from '@passerelle/test-database';
export { sentenceFaults, textFaults } from './text-faults.js';
export { TestIssuer, type TokenClaims } from './test-issuer.js';
export { buildService, ServiceProcess } from './service-process.js';
export {
  type CallOptions,
  OPERATOR_TOKEN,
  type Reply,
  TEST_TIMINGS,
  TestService,
  type TestServiceOptions,
  UNLIMITED,
} from './test-service.js';
export { createTestTransport, testRedisUrl } from './test-transport.js';
export { migrateServices, serviceDatabase } from './service-database.js';

export { accessMatrix } from './access-matrix.js';
export { eventually } from './eventually.js';
export { fuzz, type FuzzOptions, type FuzzReport } from './fuzz.js';
export { NotificationsStandIn, type OpenedMessage } from './notifications-stand-in.js';
export { type Answer, OpenApiMatcher } from './openapi-matcher.js';
export { schemaDrift } from './schema-drift.js';
export { Superuser, TestDatabase } from '@passerelle/test-database';
export { TestIssuer, type TokenClaims } from './test-issuer.js';
export { buildService, ServiceProcess } from './service-process.js';
export {
  type CallOptions,
  createTestTransport,
  type Reply,
  TEST_TIMINGS,
  testRedisUrl,
  TestService,
  type TestServiceOptions,
} from './test-service.js';

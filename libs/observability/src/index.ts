export { Readiness, type ReadinessCheck } from './health.js';
export { type LogFields, Logger } from './logger.js';
export { Metrics } from './metrics.js';
export {
  continueTrace,
  currentContext,
  newContext,
  preferredLanguage,
  type RequestContext,
  runInContext,
} from './request-context.js';

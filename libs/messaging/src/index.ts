export { Consumer } from './consumer.js';
export {
  collectHandlers,
  type EventHandler,
  type Handlers,
  On,
  type Received,
} from './handlers.js';
export { type EventBatch } from './inbox-queue.js';
export { Messaging } from './messaging.js';
export {
  Messaging1700000000001,
  OutboxBatches1700000000003,
  Schedules1700000000008,
} from './migration.js';
export { Outbox, type Publication } from './outbox.js';
export { OwnJobs, type OwnJobsOptions } from './own-jobs.js';
export { purgeInbox } from './purge.js';
export { DEFAULT_TIMINGS, Relay, type RelayTimings } from './relay.js';
export {
  collectSchedules,
  type Run,
  type Schedule,
  Scheduled,
  type ScheduledTask,
} from './schedules.js';
export {
  createTransport,
  migrateQueue,
  QUEUE,
  type Transport,
  type TransportOptions,
} from './transport.js';

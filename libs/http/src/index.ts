export { AddressLines, assertAddress } from './address-lines.js';
export { type DirectRead, type DirectReader, DirectReads } from './direct-reads.js';
export { isProblemSchema, PageOf, Problems, problemSchema, Shown } from './documentation.js';
export type { FastifyReply as HttpReply, FastifyRequest as HttpRequest } from 'fastify';
export {
  armEdge,
  BODY_LIMIT,
  collectRoutes,
  createEdge,
  problemHeaders,
  rawBadRequest,
} from './edge.js';
export {
  type Check,
  Checked,
  Cents,
  Day,
  Field,
  type FieldOptions,
  FileNumber,
  Flag,
  Id,
  Instant,
  Name,
  Nested,
  NestedList,
  NotBefore,
  OneOf,
  QueryFlag,
  QueryWhole,
  Siret,
  SomeOf,
  Text,
  TextList,
  Whole,
  Year,
} from './fields.js';
export { EventFeed, type FeedLimits, type FeedOptions } from './event-feed.js';
export { acceptsValue, schemaOf } from './field-values.js';
export {
  Idempotency1700000000002,
  IdempotencyInterceptor,
  purgeIdempotencyKeys,
} from './idempotency.js';
export type { Listener } from './listener-stream.js';
export { PageQuery } from './page-query.js';
export { ProblemFilter } from './problem.filter.js';
export { prepared, type PreparedBody, sendPrepared } from './prepared-body.js';
export { bareProblem, Problem, PROBLEM_MEDIA_TYPE, problemOf, STATUS_OF } from './problem.js';
export {
  LimitedAs,
  OPERATION_CLASSES,
  type OperationClass,
  operationClassOf,
  RateLimitGuard,
  RateLimits,
  type RateLimitSettings,
} from './rate-limits.js';
export { assertReserved } from './reserved-members.js';
export { requestErrors } from './request.errors.js';
export {
  assertExpected,
  type ExpectedVersions,
  IfMatch,
  Located,
  LOCATED,
  matches,
  ResponseInterceptor,
  VERSIONED,
  Versioned,
  type VersionedView,
} from './responses.js';
export { decodeText, parseStrictJson, parseStrictJsonText } from './strict-json.js';
export {
  CSV_MEDIA_TYPE,
  type IncomingBody,
  isStreamed,
  NDJSON_MEDIA_TYPE,
  StreamedBody,
  TakesStream,
} from './streamed-body.js';
export { IdParam, IdPipe, ValidationPipe } from './validation.pipe.js';

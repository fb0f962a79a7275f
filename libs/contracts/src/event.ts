import { z } from 'zod';

import type { ServiceName } from './roles.js';

/**
 * An event as a document: its schema, an example, who publishes it and who consumes it.
 * Routing follows from `consumers`; a service that handles an event without being named here
 * does not start.
 */
export interface EventContract<D = unknown> {
  /** `<service>.<what-happened>.v<version>`; published versions never change their meaning. */
  readonly type: string;
  readonly producer: ServiceName;
  readonly consumers: readonly ServiceName[];
  readonly summary: string;
  /** The member of `data` that names the aggregate, copied to the envelope's `subject`. */
  readonly subject: D extends object ? keyof D & string : string;
  readonly data: z.ZodType<D>;
  readonly example: D;
}

export function defineEvent<D>(contract: EventContract<D>): EventContract<D> {
  return Object.freeze(contract);
}

/** The envelope of every event: CloudEvents 1.0, with the trace it belongs to and the aggregate's version. */
export const envelopeSchema = z.strictObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: z.string(),
  type: z.string(),
  subject: z.string(),
  time: z.iso.datetime(),
  datacontenttype: z.literal('application/json'),
  traceparent: z.string().optional(),
  /** Order is not promised: a handler compares this with what it has already seen. */
  aggregateversion: z.number().int().nonnegative(),
  data: z.unknown(),
});

export type Envelope = z.infer<typeof envelopeSchema>;

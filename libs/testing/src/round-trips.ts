import { randomBytes } from 'node:crypto';

import { currentContext } from '@passerelle/observability';
import { roundTripsOf } from '@passerelle/test-database';

import type { CallOptions, TestService } from './test-service.js';

/**
 * The statements of one successful request, in one list for each time that the request waits for PostgreSQL. The
 * statements that the relay and other requests send at the same time are left out: they belong to another trace.
 */
export function roundTripsOfCall(
  test: TestService,
  method: string,
  path: string,
  options: CallOptions,
): Promise<string[][]> {
  const trace = randomBytes(16).toString('hex');
  const headers = { ...options.headers, traceparent: `00-${trace}-${'1'.repeat(16)}-01` };
  return roundTripsOf(
    async () => {
      const { status, body } = await test.call(method, path, { ...options, headers });
      if (status >= 300) throw new Error(`${String(status)} ${JSON.stringify(body)}`);
    },
    () => currentContext()?.traceparent.includes(trace) === true,
  );
}

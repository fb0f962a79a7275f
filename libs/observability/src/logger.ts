import type { LoggerService } from '@nestjs/common';
import { type Level, pino } from 'pino';

import { currentContext } from './request-context.js';

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * A service's log: one JSON object a line, with service, request and trace. Fields are flat and
 * chosen one by one: no request body, no header, no row is ever handed to it, so that personal
 * data has no way in. An error is logged by its type, code and stack, never with its parameters.
 */
export class Logger implements LoggerService {
  private readonly sink;

  constructor(service: string, level: Level | 'silent', write?: (line: string) => void) {
    this.sink = pino(
      {
        base: { service },
        level,
        timestamp: pino.stdTimeFunctions.isoTime,
        formatters: { level: (label) => ({ level: label }) },
        mixin: () => {
          const context = currentContext();
          return context === undefined
            ? {}
            : { requestId: context.requestId, trace: context.traceparent.split('-')[1] };
        },
      },
      write === undefined ? pino.destination({ sync: false }) : { write },
    );
  }

  info(message: string, fields: LogFields = {}): void {
    this.sink.info(fields, message);
  }

  warn(message: unknown, fields?: unknown): void {
    this.sink.warn(flat(fields), String(message));
  }

  debug(message: unknown, fields?: unknown): void {
    this.sink.debug(flat(fields), String(message));
  }

  /** Nest calls this with a stack or a context name as further arguments; our code with an error. */
  error(message: unknown, cause?: unknown): void {
    this.sink.error(describeError(cause), String(message));
  }

  /** Nest's own start-up lines: of use when looking for a wiring fault only. */
  log(message: unknown, context?: unknown): void {
    this.sink.debug(flat(context), String(message));
  }
}

function flat(fields: unknown): LogFields {
  if (typeof fields === 'string') return { context: fields };
  return typeof fields === 'object' && fields !== null ? (fields as LogFields) : {};
}

/**
 * A database error repeats the offending values in `detail` and `parameters`, and often in `message`:
 * of such an error only its class, code and stack frames are kept.
 */
function describeError(cause: unknown): LogFields {
  if (typeof cause === 'string') return { stack: cause };
  if (!(cause instanceof Error)) return {};
  const { code } = cause as { code?: unknown };
  const frames = cause.stack?.split('\n').filter((line) => line.trimStart().startsWith('at '));
  const fromDatabase = 'query' in cause || 'severity' in cause;
  return {
    error: cause.name,
    ...(fromDatabase ? {} : { reason: cause.message }),
    ...(typeof code === 'string' ? { code } : {}),
    stack: frames?.join('\n'),
  };
}

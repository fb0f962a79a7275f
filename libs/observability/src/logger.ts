import type { LoggerService } from '@nestjs/common';
import { type Level, pino } from 'pino';

import { currentContext } from './request-context.js';

export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/**
 * The log of a service: one JSON object per line, with service, request and trace. Fields are flat, and each one is
 * chosen explicitly: request bodies, headers and rows are never passed to the log, so that it contains no personal
 * data. An error is logged with its type, code, message and stack, a database error without its message.
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

  /** Nest passes a stack or a context name as further arguments. Our code passes an error. */
  error(message: unknown, cause?: unknown): void {
    this.sink.error(describeError(cause), String(message));
  }

  /** Nest's own start-up lines. They are useful only to find a fault of dependency injection. */
  log(message: unknown, context?: unknown): void {
    this.sink.debug(flat(context), String(message));
  }
}

function flat(fields: unknown): LogFields {
  if (typeof fields === 'string') return { context: fields };
  return typeof fields === 'object' && fields !== null ? (fields as LogFields) : {};
}

/**
 * A database error contains the refused values in `detail` and `parameters`, and often in `message`. Only the class,
 * code and stack frames of such an error are logged.
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

import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { challengeOf } from '@passerelle/auth';
import { DomainError } from '@passerelle/kernel';
import { currentContext, Logger, newContext, preferredLanguage } from '@passerelle/observability';
import { isUnavailable } from '@passerelle/persistence';

import { bareProblem, type Problem, PROBLEM_MEDIA_TYPE, problemOf } from './problem.js';
import { requestErrors } from './request.errors.js';

/** Answers every failure with problem details. A domain error keeps its code; an unexpected error has no detail. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly logger: Logger,
    /** Gives the methods of a path: a known path with another method gets 405. */
    private readonly methodsOf: (path: string) => readonly string[],
    /** See `EdgeParts`: links of a problem begin with it. */
    protected readonly publicPath: string,
  ) {}

  catch(exception: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const context =
      currentContext() ?? newContext(preferredLanguage(request.headers['accept-language']));
    const problem = this.problemFor(exception, request, reply, context);
    if (problem.status === 401) {
      const challenge = exception instanceof DomainError ? challengeOf(exception) : 'Bearer';
      void reply.header('www-authenticate', challenge);
    }
    if (problem.status === 429 || problem.status === 503) {
      if (reply.getHeader('retry-after') === undefined) {
        void reply.header('retry-after', retryAfter(exception));
      }
    }
    // The caller of a request that is too slow would hold the connection for as long again.
    if (problem.status === 408) void reply.header('connection', 'close');
    // Headers that a handler set for a success do not apply to a failure.
    for (const header of ['etag', 'location']) reply.removeHeader(header);
    void reply.status(problem.status).header('cache-control', 'no-store');
    this.send(request, reply, problem, exception);
  }

  /** A subclass can override this for a protocol that needs additional members in a problem. */
  protected send(
    _request: FastifyRequest,
    reply: FastifyReply,
    problem: Problem,
    _exception: unknown,
  ): void {
    void reply.type(`${PROBLEM_MEDIA_TYPE}; charset=utf-8`).send(JSON.stringify(problem));
  }

  private problemFor(
    exception: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    { language, requestId }: { language: 'fr' | 'en'; requestId: string },
  ): Problem {
    if (exception instanceof DomainError) return problemOf(exception, language, requestId);
    const status = statusOf(exception);
    if (status === 404) {
      const methods = this.methodsOf(request.url);
      if (methods.length > 0 && !methods.includes(request.method)) {
        void reply.header('allow', methods.join(', '));
        return bareProblem(405, language, requestId);
      }
      return problemOf(requestErrors.unknownPath(), language, requestId);
    }
    if (status === 406) return bareProblem(406, language, requestId);
    const known = refusalFor(status, exception);
    if (known !== undefined) return problemOf(known, language, requestId);
    this.logger.error('a request failed', exception);
    return bareProblem(500, language, requestId);
  }
}

/** The seconds that the error states, or 5 by default. */
function retryAfter(exception: unknown): string {
  const seconds = exception instanceof DomainError ? exception.meta.retryAfterSeconds : undefined;
  return String(typeof seconds === 'number' ? seconds : 5);
}

function statusOf(exception: unknown): number {
  if (exception instanceof HttpException) return exception.getStatus();
  const { statusCode } = (exception ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}

function refusalFor(status: number, exception: unknown): DomainError | undefined {
  if (status === 413) return requestErrors.bodyTooLarge();
  if (status === 415) return requestErrors.unsupportedMediaType();
  if (status >= 400 && status < 500) return requestErrors.malformedRequest();
  return isUnavailable(exception) ? requestErrors.temporarilyUnavailable() : undefined;
}

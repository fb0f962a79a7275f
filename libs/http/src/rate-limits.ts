import { type ExecutionContext, Injectable, type CanActivate, SetMetadata } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

import type { Actor, Authenticated } from '@passerelle/auth';

import { requestErrors } from './request.errors.js';

/** What operations cost, so that each class has a limit of its own. */
export const OPERATION_CLASSES = ['read', 'search', 'write', 'export', 'import'] as const;
export type OperationClass = (typeof OPERATION_CLASSES)[number];

const LIMITED_AS = 'passerelle:operation-class';

/** The class of an operation, where its method alone says too little. */
export const LimitedAs = (operationClass: OperationClass): MethodDecorator =>
  SetMetadata(LIMITED_AS, operationClass);

/** Lists are searches, streamed bodies imports, documents exports; else the method says it. */
export function operationClassOf(handler: object, method: string): OperationClass {
  const declared = Reflect.getMetadata(LIMITED_AS, handler) as OperationClass | undefined;
  return declared ?? (method === 'GET' || method === 'HEAD' ? 'read' : 'write');
}

/** The window of every limit. */
const WINDOW_S = 60;

export interface RateLimitSettings {
  /** The requests of each class that a caller may make in a minute. */
  readonly perCaller: Readonly<Record<OperationClass, number>>;
  /** How many times as many all callers of one organisation may make together. */
  readonly organisationFactor: number;
}

/** What a caller has left, in the two header fields of draft-ietf-httpapi-ratelimit-headers-11. */
interface Quota {
  readonly policy: string;
  readonly left: string;
  /** The seconds until the next request is admitted; null when this one is. */
  readonly retryAfterSeconds: number | null;
}

/**
 * Counts the requests of signed-in callers, per caller and per organisation, in windows of a minute. The counters are
 * in the memory of the process: they cost no round trip, and each replica of a service admits as many. Only subjects
 * and organisations of verified tokens have a counter, which goes after a minute: nobody can make up more of them.
 */
export class RateLimits {
  private readonly limiters = new Map<string, RateLimiterMemory>();

  constructor(private readonly settings: RateLimitSettings) {}

  /** Counts one request. Of a refused request, the organisation counts nothing. */
  async count(operationClass: OperationClass, actor: Actor): Promise<Quota> {
    const limit = this.settings.perCaller[operationClass];
    const own = await this.consume(operationClass, limit, actor.subject);
    const { organisation } = actor;
    if (organisation === null || own.retryAfterSeconds !== null) return own;
    const shared = await this.consume(
      `${operationClass}-organisation`,
      limit * this.settings.organisationFactor,
      organisation,
    );
    return {
      policy: `${own.policy}, ${shared.policy}`,
      left: `${own.left}, ${shared.left}`,
      retryAfterSeconds: shared.retryAfterSeconds,
    };
  }

  private async consume(name: string, limit: number, key: string): Promise<Quota> {
    const { admitted, remainingPoints, msBeforeNext } = await this.taken(name, limit, key);
    const seconds = Math.max(1, Math.ceil(msBeforeNext / 1_000));
    return {
      policy: `"${name}";q=${String(limit)};w=${String(WINDOW_S)}`,
      left: `"${name}";r=${String(remainingPoints)};t=${String(seconds)}`,
      retryAfterSeconds: admitted ? null : seconds,
    };
  }

  private async taken(
    name: string,
    limit: number,
    key: string,
  ): Promise<Pick<RateLimiterRes, 'remainingPoints' | 'msBeforeNext'> & { admitted: boolean }> {
    let limiter = this.limiters.get(name);
    if (limiter === undefined) {
      limiter = new RateLimiterMemory({ points: limit, duration: WINDOW_S });
      this.limiters.set(name, limiter);
    }
    try {
      const { remainingPoints, msBeforeNext } = await limiter.consume(key);
      return { remainingPoints, msBeforeNext, admitted: true };
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const { remainingPoints, msBeforeNext } = refused;
      return { remainingPoints, msBeforeNext, admitted: false };
    }
  }
}

/** Answers 429 to a signed-in caller who asks for too much, and tells every one what is left. Runs after `AccessGuard`. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(private readonly limits: RateLimits) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest & Authenticated>();
    if (request.actor === undefined) return true;
    const operationClass = operationClassOf(context.getHandler(), request.method);
    const { policy, left, retryAfterSeconds } = await this.limits.count(
      operationClass,
      request.actor,
    );
    void http.getResponse<FastifyReply>().headers({ 'ratelimit-policy': policy, ratelimit: left });
    if (retryAfterSeconds !== null) throw requestErrors.tooManyRequests({ retryAfterSeconds });
    return true;
  }
}

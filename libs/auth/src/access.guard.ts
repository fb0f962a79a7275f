import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { Clock } from '@passerelle/kernel';

import { ACCESS_RULE, type AccessRule, type Authenticated, demandOf, mayCall } from './access.js';
import type { Actor } from './actor.js';
import { authErrors } from './auth.errors.js';
import { assertAuthenticated, StepUpPolicy } from './step-up.js';
import { TokenVerifier } from './token-verifier.js';

interface IncomingRequest extends Authenticated {
  readonly headers: { readonly authorization?: string };
}

/**
 * Lets a call through when its token is good, its route's `@Access` admits the caller, and the caller has signed in as
 * the route asks.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
    private readonly stepUp: StepUpPolicy,
    private readonly clock: Clock,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (rule === undefined) throw authErrors.forbidden();
    if ('public' in rule) return true;
    const request = context.switchToHttp().getRequest<IncomingRequest>();
    const { authorization } = request.headers;
    request.actor = await this.admitted(rule, authorization);
    request.isAdmitted = () =>
      this.admitted(rule, authorization).then(
        () => true,
        () => false,
      );
    return true;
  }

  private async admitted(rule: AccessRule, authorization: string | undefined): Promise<Actor> {
    const actor = await this.verifier.verify(authorization);
    if (!mayCall(rule, actor)) throw authErrors.forbidden();
    const acr = this.stepUp.isEnforced ? demandOf(rule, actor) : null;
    if (acr !== null) assertAuthenticated(actor, { acr }, this.clock.now());
    return actor;
  }
}

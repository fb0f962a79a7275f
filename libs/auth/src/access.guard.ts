import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

import { ACCESS_RULE, type AccessRule, type Authenticated, mayCall } from './access.js';
import type { Actor } from './actor.js';
import { authErrors } from './auth.errors.js';
import { TokenVerifier } from './token-verifier.js';

interface IncomingRequest extends Authenticated {
  readonly headers: { readonly authorization?: string };
}

/** Lets a call through when its token is good and its route's `@Access` admits the caller. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly verifier: TokenVerifier,
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
    return actor;
  }
}

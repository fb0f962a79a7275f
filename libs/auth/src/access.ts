import { createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';

import type { AuthenticationClass, ENROLMENT_SCOPE, Role, Scope } from '@passerelle/contracts';

import type { Actor } from './actor.js';

/**
 * Who may call a route at all; what they may do to a given resource is the feature's policy.
 * A caller needs one of the roles, or one of the scopes (batch clients).
 */
export type AccessRule =
  | { readonly public: true }
  | {
      readonly roles: readonly Role[];
      readonly scopes?: readonly (Scope | typeof ENROLMENT_SCOPE)[];
      /** The least class of the sign-in of a person. A batch client proves no person and is not asked. */
      readonly acr?: AuthenticationClass;
    };

export const ACCESS_RULE = 'passerelle:access';

/** Declares who may call a route. A route without it keeps its service from starting. */
export const Access = (rule: AccessRule): MethodDecorator & ClassDecorator =>
  SetMetadata(ACCESS_RULE, rule);

/** For routes that anyone may read, signed in or not. */
export const Public = (): MethodDecorator & ClassDecorator => Access({ public: true });

/** What the access guard leaves on the request. */
export interface Authenticated {
  actor?: Actor;
  isAdmitted?: Admission;
}

/** Whether the caller's token still admits them to the route. An answer that lasts asks again and again. */
export type Admission = () => Promise<boolean>;

/** The caller, in a controller's parameters; only on routes that are not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Actor => {
  const { actor } = context.switchToHttp().getRequest<Authenticated>();
  if (actor === undefined) throw new Error('a public route has no caller');
  return actor;
});

/** The admission of the caller, in a controller's parameters; only on routes that are not public. */
export const CallerAdmission = createParamDecorator(
  (_: unknown, context: ExecutionContext): Admission => {
    const { isAdmitted } = context.switchToHttp().getRequest<Authenticated>();
    if (isAdmitted === undefined) throw new Error('a public route has no caller');
    return isAdmitted;
  },
);
/** The class of sign-in that a route asks of a caller whom it admits; null when any token will do. */
export function demandOf(rule: AccessRule, actor: Actor): AuthenticationClass | null {
  if ('public' in rule || rule.acr === undefined) return null;
  return rule.roles.some((role) => actor.roles.includes(role)) ? rule.acr : null;
}

export function mayCall(rule: AccessRule, actor: Actor): boolean {
  if ('public' in rule) return true;
  return (
    rule.roles.some((role) => actor.roles.includes(role)) ||
    (rule.scopes?.some((scope) => actor.scopes.includes(scope)) ?? false)
  );
}

import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import type { HttpRequest } from '@passerelle/http';

/**
 * Lets an `Idempotency-Key` have no effect: a fingerprint of the request would be kept with it, and one of
 * two passwords is as good as the passwords to whoever can guess fast. A change made twice fails the
 * second time, since the current password is no longer the current one.
 */
@Injectable()
export class WithoutIdempotencyKey implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<HttpRequest>();
    delete headers['idempotency-key'];
    return true;
  }
}

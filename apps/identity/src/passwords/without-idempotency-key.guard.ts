import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';

import type { HttpRequest } from '@passerelle/http';

/**
 * Ignores the `Idempotency-Key` of a change of credentials. The key would be kept with a fingerprint of the request,
 * from which a fast guesser could find both passwords, and with the answer, which may hold a new secret. A password
 * change that is sent twice fails the second time, because the current password has changed.
 */
@Injectable()
export class WithoutIdempotencyKey implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<HttpRequest>();
    delete headers['idempotency-key'];
    return true;
  }
}

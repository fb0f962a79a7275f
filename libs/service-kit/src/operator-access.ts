import { createHash, timingSafeEqual } from 'node:crypto';

import { requestErrors } from '@passerelle/http';
import { defineErrors } from '@passerelle/kernel';

export const operatorErrors = defineErrors('operator', {
  tokenRequired: {
    kind: 'unauthenticated',
    title: { fr: 'Réservé à l’exploitant', en: 'For the operator' },
    detail: {
      fr: 'Joignez le jeton de l’exploitant (OPERATOR_TOKEN) : « Authorization: Bearer … ».',
      en: 'Send the token of the operator (OPERATOR_TOKEN): "Authorization: Bearer …".',
    },
  },
});

/**
 * Who sees metrics and the states of single dependencies: whoever sends the operator's token. Without a token nobody
 * does in production, and everybody on a laptop.
 */
export class OperatorAccess {
  constructor(
    private readonly token: string | null,
    private readonly inProduction: boolean,
  ) {}

  admits(authorization: string | undefined): boolean {
    if (this.token === null) return !this.inProduction;
    const [, given] = /^bearer +(\S+)$/i.exec(authorization ?? '') ?? [];
    return given !== undefined && timingSafeEqual(digest(given), digest(this.token));
  }

  /** @throws DomainError `request/unknown-path` where no token opens it, `operator/token-required` */
  assert(authorization: string | undefined): void {
    if (this.admits(authorization)) return;
    throw this.token === null ? requestErrors.unknownPath() : operatorErrors.tokenRequired();
  }
}

/** Of the same length for every token, as the comparison needs. */
function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

import { Injectable } from '@nestjs/common';

import type { Scope } from '@passerelle/contracts';
import { Transactions } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ClientsDirectory } from '../clients/clients.directory.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/**
 * Sign-in of a batch job. The secret has 256 random bits, so guessing needs no throttling, and nobody can
 * lock a job out by guessing. The number of hashes at a time is limited for everyone.
 */
@Injectable()
export class ClientGrantService {
  constructor(
    private readonly clients: ClientsDirectory,
    private readonly passwords: PasswordsService,
    private readonly accessTokens: AccessTokensService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
  ) {}

  async signIn(
    credentials: ClientCredentials,
    scope: string | undefined,
    address: string,
  ): Promise<TokenView> {
    const client = await this.clients.byClientId(credentials.id);
    const matches = await this.passwords.matches(credentials.secret, client?.secretHash);
    if (client === null || !matches || client.closedAt !== null) {
      const who = client === null ? { name: credentials.id } : { subjectId: client.id };
      await this.trail.recordRefusal({ kind: 'client_sign_in_failed', ...who, address });
      throw tokenErrors.invalidClient();
    }
    const asked =
      scope === undefined ? client.scopes : scope.split(' ').filter((part) => part !== '');
    if (!asked.every((part) => client.scopes.includes(part as Scope)))
      throw tokenErrors.invalidScope();
    const granted = asked.join(' ');
    await this.transactions.run((tx) =>
      this.trail.record(tx, {
        kind: 'client_signed_in',
        subjectId: client.id,
        actorId: client.id,
        address,
        details: { scope: granted },
      }),
    );
    return {
      ...(await this.accessTokens.sign({
        subject: client.id,
        clientId: client.clientId,
        roles: ['service'],
        scope: granted,
        fileNumber: null,
        organisation: null,
        services: [],
        profile: null,
        session: null,
      })),
      scope: granted,
      password_status: 'ok',
      second_factor_status: 'ok',
    };
  }
}

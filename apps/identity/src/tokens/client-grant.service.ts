import { Inject, Injectable } from '@nestjs/common';

import type { Scope } from '@passerelle/contracts';
import { Transactions } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { Client } from '../clients/client.entity.js';
import { isSecretOf, isSlowHash } from '../clients/client-secret.js';
import { ClientsDirectory } from '../clients/clients.directory.js';
import { ClientsService } from '../clients/clients.service.js';
import type { IdentitySettings } from '../identity.settings.js';
import { passwordErrors } from '../passwords/passwords.errors.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import { FairQueue } from '../throttling/fair-queue.js';
import { throttlingErrors } from '../throttling/throttling.errors.js';
import { ThrottlingService } from '../throttling/throttling.service.js';
import { AccessTokensService } from './access-tokens.service.js';
import type { TokenView } from './token.view.js';
import { tokenErrors } from './tokens.errors.js';

export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

/** A job whose secret is wrong tries again in an hour. */
const RETRY_AFTER_SECONDS = 3_600;
/** Batch jobs have places of their own: whoever floods this grant takes none from people. */
const QUEUE = { slots: 2, waitingPerKey: 50, waiting: 500 };

/**
 * Sign-in of a batch job. The secret has 256 random bits, so nobody guesses it, and the right secret is never
 * refused: failures of others lock no job out. What is throttled is the answer to wrong ones.
 */
@Injectable()
export class ClientGrantService {
  private readonly queue = new FairQueue(QUEUE);

  constructor(
    private readonly directory: ClientsDirectory,
    private readonly clients: ClientsService,
    private readonly passwords: PasswordsService,
    private readonly throttling: ThrottlingService,
    private readonly accessTokens: AccessTokensService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  signIn(
    credentials: ClientCredentials,
    scope: string | undefined,
    address: string,
  ): Promise<TokenView> {
    return this.queue.run(
      address,
      () => this.verify(credentials, scope, address),
      passwordErrors.tooManySignIns,
    );
  }

  private async verify(
    credentials: ClientCredentials,
    scope: string | undefined,
    address: string,
  ): Promise<TokenView> {
    const client = await this.directory.byClientId(credentials.id);
    if (client === null || client.closedAt !== null || !(await this.proves(client, credentials))) {
      return this.refuse(client, credentials.id, address);
    }
    const asked =
      scope === undefined ? client.scopes : scope.split(' ').filter((part) => part !== '');
    if (!asked.every((part) => client.scopes.includes(part as Scope)))
      throw tokenErrors.invalidScope();
    const granted = asked.join(' ');
    await this.transactions.run(async (tx) => {
      if (isSlowHash(client.secretHash)) {
        await this.clients.quicken(tx, client, credentials.secret);
      }
      await this.trail.record(tx, {
        kind: 'client_signed_in',
        subjectId: client.id,
        actorId: client.id,
        address,
        details: { scope: granted },
      });
    });
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

  private async proves({ secretHash }: Client, { secret }: ClientCredentials): Promise<boolean> {
    // One address for all: a slow comparison takes one turn among those of people.
    return isSlowHash(secretHash)
      ? this.passwords.matches(secret, secretHash, 'batch clients')
      : isSecretOf(secret, secretHash);
  }

  private async refuse(client: Client | null, name: string, address: string): Promise<never> {
    const most = this.settings.clientTriesPerAddress;
    const within =
      (await this.throttling.countWithin('client-address', address, most)) &&
      (client === null || (await this.throttling.countWithin('client', client.id, most)));
    if (!within) throw throttlingErrors.tooManyTries({ retryAfterSeconds: RETRY_AFTER_SECONDS });
    const who = client === null ? { name } : { subjectId: client.id };
    await this.trail.recordRefusal({ kind: 'client_sign_in_failed', ...who, address });
    throw tokenErrors.invalidClient();
  }
}

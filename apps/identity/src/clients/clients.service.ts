import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Scope } from '@passerelle/contracts';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { AuditKind } from '../audit/audit-event.js';
import { RevocationsService } from '../revocations/revocations.service.js';
import type { Client } from './client.entity.js';
import { secretHash } from './client-secret.js';
import type { ChangeClient, CreateClient } from './clients.dto.js';
import type { ClientSecretView, ClientView } from './client.view.js';
import { ClientsDirectory } from './clients.directory.js';
import { clientErrors } from './clients.errors.js';
import { ClientsRepository } from './clients.repository.js';

/** Administrators add batch clients, give them scopes and secrets, and close them. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly directory: ClientsDirectory,
    private readonly clients: ClientsRepository,
    private readonly revocations: RevocationsService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, { clientId, scopes }: CreateClient): Promise<ClientView> {
    return this.transactions.run(async (tx) => {
      if ((await this.directory.byClientId(clientId)) !== null) throw clientErrors.clientExists();
      const client = await this.add(tx, clientId, scopes, null);
      await this.note(tx, actor, 'client_created', client.id, { scopes: scopes.join(' ') });
      return viewOf(client);
    });
  }

  async list(limit: number, after?: string): Promise<Page<ClientView>> {
    const page = await this.clients.page(limit, after);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(id: string): Promise<ClientView> {
    const client = await this.clients.byId(id);
    if (client === null) throw requestErrors.unknownId();
    return viewOf(client);
  }

  change(actor: Actor, id: string, expected: ExpectedVersions, { scopes }: ChangeClient) {
    const details = { scopes: scopes.join(' ') };
    return this.alter(actor, id, expected, 'client_changed', { scopes }, details);
  }

  close(actor: Actor, id: string, expected: ExpectedVersions): Promise<ClientView> {
    return this.alter(actor, id, expected, 'client_closed', { closedAt: this.clock.now() });
  }

  /** Replaces the secret. Access tokens that were issued before end within a minute. */
  async issueSecret(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
  ): Promise<ClientSecretView> {
    const clientSecret = randomBytes(32).toString('base64url');
    await this.alter(actor, id, expected, 'client_secret_issued', {
      secretHash: secretHash(clientSecret),
    });
    return { clientSecret };
  }

  /** Replaces a hash that was made with the slow algorithm, unless the secret was replaced meanwhile. */
  async quicken(tx: Tx, { id, secretHash: slow }: Client, secret: string): Promise<void> {
    const client = await this.clients.byIdForChange(tx, id);
    if (client === null || client.secretHash !== slow) return;
    await this.clients.update(tx, client, { secretHash: secretHash(secret) });
  }

  /** Gives a client its scopes. A client that does not exist is added with the secret. */
  async provide(tx: Tx, clientId: string, scopes: Scope[], secret: string): Promise<void> {
    const known = await this.directory.byClientId(clientId);
    if (known === null) await this.add(tx, clientId, scopes, secretHash(secret));
    else await this.clients.update(tx, known, { scopes });
  }

  private async add(
    tx: Tx,
    clientId: string,
    scopes: Scope[],
    hash: string | null,
  ): Promise<Client> {
    const client: Client = {
      id: newId(),
      clientId,
      secretHash: hash,
      scopes,
      createdAt: this.clock.now(),
      closedAt: null,
      version: 1,
    };
    await this.clients.insert(tx, client);
    return client;
  }

  private async alter(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    kind: AuditKind,
    changes: Partial<Omit<Client, 'id' | 'version'>>,
    details: Record<string, string> = {},
  ): Promise<ClientView> {
    return this.transactions.run(async (tx) => {
      const client = await this.clients.byIdForChange(tx, id);
      if (client === null) throw requestErrors.unknownId();
      assertExpected(expected, client.version);
      if (client.closedAt !== null) throw clientErrors.clientClosed();
      const changed = await this.clients.update(tx, client, changes);
      // The client is closed, its secret may be known to others, or its tokens name scopes of before.
      await this.revocations.revokeTokensOf(tx, [id]);
      await this.note(tx, actor, kind, id, details);
      return viewOf(changed);
    });
  }

  private note(
    tx: Tx,
    actor: Actor,
    kind: AuditKind,
    subjectId: string,
    details: Record<string, string>,
  ): Promise<void> {
    return this.trail.record(tx, { kind, subjectId, actorId: actor.subject, details });
  }
}

function viewOf(client: Client): ClientView {
  const { id, clientId, scopes, createdAt, closedAt, version } = client;
  const hasSecret = client.secretHash !== null;
  return { id, clientId, scopes, hasSecret, createdAt, closedAt, version };
}

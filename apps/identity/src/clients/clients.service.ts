import { randomBytes } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import { AuditTrailService } from '../audit/audit-trail.service.js';
import type { AuditKind } from '../audit/audit-event.js';
import { PasswordsService } from '../passwords/passwords.service.js';
import type { Client } from './client.entity.js';
import type { ChangeClient, ClientSecretView, ClientView, CreateClient } from './clients.dto.js';
import { clientErrors } from './clients.errors.js';
import { ClientsRepository } from './clients.repository.js';

/** Batch clients: made, given scopes and secrets, and closed by administrators. */
@Injectable()
export class ClientsService {
  constructor(
    private readonly clients: ClientsRepository,
    private readonly passwords: PasswordsService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, { clientId, scopes }: CreateClient): Promise<ClientView> {
    const known = scopes;
    return this.transactions.run(async (tx) => {
      if ((await this.clients.byClientId(clientId)) !== null) throw clientErrors.clientExists();
      const client: Client = {
        id: newId(),
        clientId,
        secretHash: null,
        scopes: known,
        createdAt: this.clock.now(),
        closedAt: null,
        version: 1,
      };
      await this.clients.insert(tx, client);
      await this.note(tx, actor, 'client_created', client.id, { scopes: known.join(' ') });
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
    const known = scopes;
    return this.alter(
      actor,
      id,
      expected,
      'client_changed',
      { scopes: known },
      { scopes: known.join(' ') },
    );
  }

  close(actor: Actor, id: string, expected: ExpectedVersions): Promise<ClientView> {
    return this.alter(actor, id, expected, 'client_closed', { closedAt: this.clock.now() });
  }

  /** Replaces the secret; tokens already given live out their ten minutes. */
  async issueSecret(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
  ): Promise<ClientSecretView> {
    const clientSecret = randomBytes(32).toString('base64url');
    const secretHash = await this.passwords.hash(clientSecret);
    await this.alter(actor, id, expected, 'client_secret_issued', { secretHash });
    return { clientSecret };
  }

  private async alter(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    kind: AuditKind,
    changes: Partial<Client>,
    details: Record<string, string> = {},
  ): Promise<ClientView> {
    return this.transactions.run(async (tx) => {
      const client = await this.clients.byIdForChange(tx, id);
      if (client === null) throw requestErrors.unknownId();
      assertExpected(expected, client.version);
      if (client.closedAt !== null) throw clientErrors.clientClosed();
      const changed = { ...changes, version: client.version + 1 };
      await this.clients.update(tx, id, changed);
      await this.note(tx, actor, kind, id, details);
      return viewOf({ ...client, ...changed });
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
  const { id, clientId, scopes, createdAt, closedAt, version, secretHash } = client;
  return { id, clientId, scopes, hasSecret: secretHash !== null, createdAt, closedAt, version };
}

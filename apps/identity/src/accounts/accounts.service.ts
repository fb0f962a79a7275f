import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Role } from '@passerelle/contracts';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, newId, readNir, resemblesNir } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import type { AuditKind } from '../audit/audit-event.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ActivationsService } from '../password-resets/activations.service.js';
import { NIR_REASONS, passwordResetErrors } from '../password-resets/password-resets.errors.js';
import { RefreshTokensRepository } from '../tokens/refresh-tokens.repository.js';
import type { Account } from './account.entity.js';
import type {
  AccountIdentityView,
  AccountMembers,
  AccountsQuery,
  AccountView,
  ChangeAccount,
  CreateAccount,
} from './accounts.dto.js';
import { accountErrors } from './accounts.errors.js';
import { AccountsRepository } from './accounts.repository.js';
import { IdentitiesRepository } from './identities.repository.js';
import { NOBODY, type Person } from './person.js';

/** Accounts of allocataires and staff, kept by administrators. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly accounts: AccountsRepository,
    private readonly identities: IdentitiesRepository,
    private readonly refreshTokens: RefreshTokensRepository,
    private readonly activations: ActivationsService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, command: CreateAccount): Promise<AccountView> {
    const id = newId();
    const { username = `compte-${id.slice(-12)}`, nir: nirText, ...members } = command;
    if (resemblesNir(username)) throw accountErrors.usernameResemblesNir();
    const roles = ownRoles(command.roles);
    const nir = nirText === undefined ? null : readOrRefuse(nirText);
    return this.transactions.run(async (tx) => {
      const taken =
        (await this.accounts.byUsername(username)) !== null ||
        (nir !== null && (await this.identities.accountIdByNir(nir)) !== null);
      if (taken) throw accountErrors.accountExists();
      const account: Account = {
        id,
        username,
        passwordHash: null,
        passwordChangedAt: null,
        roles,
        fileNumber: members.fileNumber ?? null,
        organisation: members.organisation ?? null,
        services: members.services ?? [],
        language: members.language ?? 'fr',
        createdAt: this.clock.now(),
        lastUsedAt: null,
        closedAt: null,
        version: 1,
      };
      await this.accounts.insert(tx, account);
      const person = { ...NOBODY, ...personIn(members), nir };
      await this.identities.save(tx, id, person);
      await this.note(tx, actor, 'account_created', id, { roles: roles.join(' ') });
      await this.activations.invite(tx, account, person, null);
      return viewOf(account);
    });
  }

  async list({ role, username, status, limit, after }: AccountsQuery): Promise<Page<AccountView>> {
    const filter = {
      ...(role === undefined ? {} : { role }),
      ...(username === undefined ? {} : { username }),
      ...(status === undefined ? {} : { open: status === 'open' }),
    };
    const page = await this.accounts.page(filter, limit, after);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(id: string): Promise<AccountView> {
    const account = await this.accounts.byId(id);
    if (account === null) throw requestErrors.unknownId();
    return viewOf(account);
  }

  /** Who the person is; the reading is noted. */
  async identity(actor: Actor, id: string): Promise<AccountIdentityView> {
    if ((await this.accounts.byId(id)) === null) throw requestErrors.unknownId();
    const { nir, displayName, email, phone, addressLines } = await this.identities.of(id);
    await this.transactions.run((tx) => this.note(tx, actor, 'account_identity_read', id));
    return { hasNir: nir !== null, displayName, email, phone, addressLines };
  }

  change(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: ChangeAccount,
  ): Promise<AccountView> {
    const roles = command.roles === undefined ? undefined : ownRoles(command.roles);
    return this.alter(actor, id, expected, async (tx, account) => {
      if (account.closedAt !== null) throw accountErrors.accountClosed();
      if (roles !== undefined && account.roles.includes('partner_agent')) {
        throw accountErrors.agentsElsewhere();
      }
      const { fileNumber, organisation, services, language } = command;
      const known = await this.identities.of(id);
      await this.identities.save(tx, id, { ...known, ...personIn(command) });
      await this.note(tx, actor, 'account_changed', id, {
        members: Object.keys(command).sort().join(' '),
      });
      return {
        ...(roles === undefined ? {} : { roles }),
        ...(fileNumber === undefined ? {} : { fileNumber }),
        ...(organisation === undefined ? {} : { organisation }),
        ...(services === undefined ? {} : { services }),
        ...(language === undefined ? {} : { language }),
      };
    });
  }

  /** Ends every session at once. */
  close(actor: Actor, id: string, expected: ExpectedVersions): Promise<AccountView> {
    return this.alter(actor, id, expected, async (tx, account) => {
      if (account.closedAt !== null) throw accountErrors.accountClosed();
      const now = this.clock.now();
      await this.refreshTokens.revokeAccount(tx, id, now);
      await this.note(tx, actor, 'account_closed', id);
      return { closedAt: now };
    });
  }

  reopen(actor: Actor, id: string, expected: ExpectedVersions): Promise<AccountView> {
    return this.alter(actor, id, expected, async (tx, account) => {
      if (account.closedAt === null) throw accountErrors.accountOpen();
      await this.note(tx, actor, 'account_reopened', id);
      return { closedAt: null };
    });
  }

  invite(actor: Actor, id: string, expected: ExpectedVersions): Promise<AccountView> {
    return this.alter(actor, id, expected, async (tx, account) => {
      if (account.closedAt !== null) throw accountErrors.accountClosed();
      const person = await this.identities.of(id);
      if (!(await this.activations.invite(tx, account, person, null))) {
        throw accountErrors.unreachable();
      }
      await this.note(tx, actor, 'activation_requested', id);
      return {};
    });
  }

  private async alter(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    work: (tx: Tx, account: Account) => Promise<Partial<Account>>,
  ): Promise<AccountView> {
    if (actor.subject === id) throw accountErrors.notOwnAccount();
    return this.transactions.run(async (tx) => {
      const account = await this.accounts.byIdForChange(tx, id);
      if (account === null) throw requestErrors.unknownId();
      assertExpected(expected, account.version);
      const changes = { ...(await work(tx, account)), version: account.version + 1 };
      await this.accounts.update(tx, id, changes);
      return viewOf({ ...account, ...changes });
    });
  }

  private note(
    tx: Tx,
    actor: Actor,
    kind: AuditKind,
    subjectId: string,
    details: Record<string, string> = {},
  ): Promise<void> {
    return this.trail.record(tx, { kind, subjectId, actorId: actor.subject, details });
  }
}

function readOrRefuse(text: string): string {
  const reading = readNir(text);
  if (reading.ok) return reading.nir;
  throw passwordResetErrors.nirRefused({}, [
    { pointer: '/nir', code: `nir-${reading.reason}`, detail: NIR_REASONS[reading.reason] },
  ]);
}

/** Agents and batch clients have their own ways in, each with its checks. */
function ownRoles(roles: readonly Role[]): Role[] {
  if (roles.includes('partner_agent') || roles.includes('service')) {
    throw accountErrors.agentsElsewhere();
  }
  return [...roles];
}

/** The members given that say who the person is. */
function personIn(members: AccountMembers): Partial<Person> {
  const { birthName, displayName, email, phone, addressLines } = members;
  return {
    ...(birthName === undefined ? {} : { birthName }),
    ...(displayName === undefined ? {} : { displayName }),
    ...(email === undefined ? {} : { email }),
    ...(phone === undefined ? {} : { phone }),
    ...(addressLines === undefined ? {} : { addressLines }),
  };
}

function viewOf(account: Account): AccountView {
  const { passwordHash, ...view } = account;
  return { ...view, activated: passwordHash !== null };
}

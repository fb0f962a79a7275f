import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Role } from '@passerelle/contracts';
import {
  assertAddress,
  assertExpected,
  type ExpectedVersions,
  requestErrors,
} from '@passerelle/http';
import { Clock, resemblesNir } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';

import type { Account } from '../accounts/account.entity.js';
import { AccountsDirectory } from '../accounts/accounts.directory.js';
import { accountErrors } from '../accounts/accounts.errors.js';
import { type AccountChanges, AccountsService } from '../accounts/accounts.service.js';
import { NOBODY, type Person } from '../accounts/person.js';
import { requiredNir } from '../accounts/required-nir.js';
import type { AuditKind } from '../audit/audit-event.js';
import { AuditTrailService } from '../audit/audit-trail.service.js';
import { ActivationsService } from '../password-resets/activations.service.js';
import { RevocationsService } from '../revocations/revocations.service.js';
import { SessionsService } from '../sessions/sessions.service.js';
import type {
  AccountMembers,
  AccountsQuery,
  ChangeAccount,
  CreateAccount,
} from './accounts.dto.js';
import type { AccountIdentityView, AccountView } from './account.view.js';

/** Administrators add, change and close the accounts of allocataires and staff. */
@Injectable()
export class AccountAdministrationService {
  constructor(
    private readonly directory: AccountsDirectory,
    private readonly accounts: AccountsService,
    private readonly sessions: SessionsService,
    private readonly revocations: RevocationsService,
    private readonly activations: ActivationsService,
    private readonly trail: AuditTrailService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  async create(actor: Actor, command: CreateAccount): Promise<AccountView> {
    const { username, nir: nirText } = command;
    if (username !== undefined && resemblesNir(username)) {
      throw accountErrors.usernameResemblesNir();
    }
    const roles = ownRoles(command.roles);
    const nir = nirText === undefined ? null : requiredNir(nirText);
    return this.transactions.run(async (tx) => {
      const taken =
        (username !== undefined && (await this.directory.byUsername(username)) !== null) ||
        (nir !== null && (await this.directory.idByNir(nir)) !== null);
      if (taken) throw accountErrors.accountExists();
      const person = { ...NOBODY, ...personIn(command), nir };
      const given = { ...accountIn(command), ...(username === undefined ? {} : { username }) };
      const account = await this.accounts.add(tx, { ...given, roles }, person);
      await this.note(tx, actor, 'account_created', account.id, { roles: roles.join(' ') });
      await this.activations.invite(tx, account.id, null);
      return viewOf(account);
    });
  }

  async list({ role, username, status, limit, after }: AccountsQuery): Promise<Page<AccountView>> {
    const filter = {
      ...(role === undefined ? {} : { role }),
      ...(username === undefined ? {} : { username }),
      ...(status === undefined ? {} : { open: status === 'open' }),
    };
    const page = await this.directory.page(filter, limit, after);
    return { ...page, items: page.items.map(viewOf) };
  }

  async get(id: string): Promise<AccountView> {
    const account = await this.directory.byId(id);
    if (account === null) throw requestErrors.unknownId();
    return viewOf(account);
  }

  /** The person behind an account. The reading goes into the audit trail. */
  async identity(actor: Actor, id: string): Promise<AccountIdentityView> {
    if ((await this.directory.byId(id)) === null) throw requestErrors.unknownId();
    const { nir, displayName, email, phone, addressLines } = await this.directory.personOf(id);
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
      const known = await this.directory.personOf(id);
      await this.accounts.describe(tx, id, { ...known, ...personIn(command) });
      await this.note(tx, actor, 'account_changed', id, {
        members: Object.keys(command).sort().join(' '),
      });
      const changes = { ...accountIn(command), ...(roles === undefined ? {} : { roles }) };
      // Access tokens name the roles, file and organisation of before.
      if (Object.keys(changes).length > 0) await this.revocations.revokeTokensOf(tx, [id]);
      return changes;
    });
  }

  /** Closes an account. Its sessions end at once, and its access tokens within a minute. */
  close(actor: Actor, id: string, expected: ExpectedVersions): Promise<AccountView> {
    return this.alter(actor, id, expected, async (tx, account) => {
      if (account.closedAt !== null) throw accountErrors.accountClosed();
      await this.sessions.endAllOf(tx, [id], 'access_ended');
      await this.revocations.revokeTokensOf(tx, [id]);
      await this.note(tx, actor, 'account_closed', id);
      return { closedAt: this.clock.now() };
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
      if (!(await this.activations.invite(tx, id, null))) {
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
    work: (tx: Tx, account: Account) => Promise<AccountChanges>,
  ): Promise<AccountView> {
    if (actor.subject === id) throw accountErrors.notOwnAccount();
    return this.transactions.run(async (tx) => {
      const account = await this.accounts.byIdForChange(tx, id);
      if (account === null) throw requestErrors.unknownId();
      assertExpected(expected, account.version);
      return viewOf(await this.accounts.change(tx, account, await work(tx, account)));
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

/** Agents are added in their organisation, and batch jobs are clients: both have checks of their own. */
function ownRoles(roles: readonly Role[]): Role[] {
  if (roles.includes('partner_agent') || roles.includes('service')) {
    throw accountErrors.agentsElsewhere();
  }
  return [...roles];
}

/** The members of a request that are stored with the account. */
function accountIn({ fileNumber, organisation, services, language }: AccountMembers) {
  return {
    ...(fileNumber === undefined ? {} : { fileNumber }),
    ...(organisation === undefined ? {} : { organisation }),
    ...(services === undefined ? {} : { services }),
    ...(language === undefined ? {} : { language }),
  };
}

/** The members of a request that are stored with the person. */
function personIn(members: AccountMembers): Partial<Person> {
  const { birthName, displayName, email, phone, addressLines } = members;
  assertAddress(addressLines);
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

import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { VaultService } from '../vault/vault.service.js';
import { AccountIdentity } from './account-identity.entity.js';
import { NOBODY, type Person } from './person.js';

const purposeOf = (accountId: string): string => `identity of ${accountId}`;

/** Reads and writes the persons behind accounts. The database holds them sealed by the vault only. */
@Injectable()
export class IdentitiesRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
  ) {}

  async upsert(tx: Tx, accountId: string, person: Person): Promise<void> {
    const { keyId, sealed, nirHash } = this.sealed(accountId, person);
    await tx.query(
      `insert into account_identities (account_id, key_id, sealed, nir_hash) values ($1, $2, $3, $4)
       on conflict (account_id) do update
       set key_id = excluded.key_id, sealed = excluded.sealed, nir_hash = excluded.nir_hash`,
      [accountId, keyId, sealed, nirHash],
    );
  }

  async of(accountId: string): Promise<Person> {
    const row = await this.transactions.reader().findOneBy(AccountIdentity, { accountId });
    return row === null ? NOBODY : this.open(row);
  }

  async ofAll(accountIds: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const rows = await this.transactions
      .reader()
      .createQueryBuilder(AccountIdentity, 'identity')
      .where('identity.accountId = any(:accountIds)', { accountIds: [...accountIds] })
      .getMany();
    return new Map(rows.map((row) => [row.accountId, this.open(row)]));
  }

  /** The account of a NIR, whichever master key the NIR is hashed under. */
  async accountIdByNir(nir: string): Promise<string | null> {
    const [row] = await this.transactions.read<{ id: string }>(
      'select account_id as id from account_identities where nir_hash = any($1::text[]) limit 1',
      [this.vault.searchHashes(nir)],
    );
    return row?.id ?? null;
  }

  /**
   * Some rows under another key than the current one, locked. Rows that another process holds are skipped.
   */
  underOtherKeys(tx: Tx, most: number): Promise<AccountIdentity[]> {
    return tx.manager
      .createQueryBuilder(AccountIdentity, 'identity')
      .where('identity.keyId <> :keyId', { keyId: this.vault.keyId })
      .orderBy('identity.accountId')
      .limit(most)
      .setLock('pessimistic_write')
      .setOnLocked('skip_locked')
      .getMany();
  }

  async anyUnderOtherKeys(): Promise<boolean> {
    const rows = await this.transactions.read(
      'select 1 from account_identities where key_id <> $1 limit 1',
      [this.vault.keyId],
    );
    return rows.length > 0;
  }

  /** Seals a batch under the current key, in one statement. */
  async reseal(tx: Tx, rows: readonly AccountIdentity[]): Promise<void> {
    const fresh = rows.map((row) => this.sealed(row.accountId, this.open(row)));
    await tx.query(
      `update account_identities
       set key_id = $1, sealed = fresh.sealed, nir_hash = fresh.nir_hash
       from unnest($2::uuid[], $3::text[], $4::text[]) as fresh (account_id, sealed, nir_hash)
       where account_identities.account_id = fresh.account_id`,
      [
        this.vault.keyId,
        fresh.map(({ accountId }) => accountId),
        fresh.map(({ sealed }) => sealed),
        fresh.map(({ nirHash }) => nirHash),
      ],
    );
  }

  private sealed(accountId: string, person: Person): AccountIdentity {
    return {
      accountId,
      keyId: this.vault.keyId,
      sealed: this.vault.seal(JSON.stringify(person), purposeOf(accountId)),
      nirHash: person.nir === null ? null : this.vault.searchHash(person.nir),
    };
  }

  private open(row: AccountIdentity): Person {
    return JSON.parse(
      this.vault.open(row.sealed, purposeOf(row.accountId)).toString('utf8'),
    ) as Person;
  }
}

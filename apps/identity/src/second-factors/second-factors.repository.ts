import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import { PasskeyRegistration } from './passkey-registration.entity.js';
import { SecondFactor } from './second-factor.entity.js';

@Injectable()
export class SecondFactorsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The oldest factor first. */
  ofAccount(accountId: string): Promise<SecondFactor[]> {
    return this.transactions
      .reader()
      .find(SecondFactor, { where: { accountId }, order: { id: 'ASC' } });
  }

  async hasConfirmed(accountId: string): Promise<boolean> {
    const rows = await this.transactions.read(
      'select 1 from second_factors where account_id = $1 and confirmed_at is not null limit 1',
      [accountId],
    );
    return rows.length > 0;
  }

  async isKnownCredential(credentialId: string): Promise<boolean> {
    return this.transactions.reader().existsBy(SecondFactor, { credentialId });
  }

  async insert(tx: Tx, factor: SecondFactor): Promise<void> {
    await tx.manager.insert(SecondFactor, factor);
  }

  /** @returns false when another request has confirmed the factor before, or it is gone */
  async confirm(tx: Tx, id: string, step: number, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update second_factors set confirmed_at = $3, last_used_at = $3, last_step = $2
       where id = $1 and confirmed_at is null returning 1`,
      [id, step, now],
    );
    return rows.length > 0;
  }

  /**
   * Takes a time step of a TOTP. One statement compares and stores the step, so that of two sign-ins with the same
   * code one takes the step.
   *
   * @returns false when this step or a later step was taken before
   */
  async takeStep(tx: Tx, id: string, step: number, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update second_factors set last_step = $2, last_used_at = $3
       where id = $1 and (last_step is null or last_step < $2) returning 1`,
      [id, step, now],
    );
    return rows.length > 0;
  }

  /**
   * Stores the count of a passkey.
   *
   * @returns false when the count does not grow: the passkey was copied, or another request was faster
   */
  async takeSignCount(tx: Tx, id: string, signCount: number, now: Date): Promise<boolean> {
    const rows = await tx.query(
      `update second_factors set sign_count = $2, last_used_at = $3
       where id = $1 and (sign_count < $2 or (sign_count = 0 and $2 = 0)) returning 1`,
      [id, signCount, now],
    );
    return rows.length > 0;
  }

  /** @returns false when the factor is gone */
  async reseal(tx: Tx, id: string, sealed: string): Promise<boolean> {
    const rows = await tx.query('update second_factors set sealed = $2 where id = $1 returning 1', [
      id,
      sealed,
    ]);
    return rows.length > 0;
  }

  async remove(tx: Tx, id: string): Promise<void> {
    await tx.query('delete from second_factors where id = $1', [id]);
  }

  async removeAll(tx: Tx, accountId: string): Promise<void> {
    await tx.query('delete from second_factors where account_id = $1', [accountId]);
    await tx.query('delete from passkey_registrations where account_id = $1', [accountId]);
  }

  /** A factor that was begun and never confirmed makes room for the next one. */
  async removeUnconfirmed(tx: Tx, accountId: string): Promise<void> {
    await tx.query('delete from second_factors where account_id = $1 and confirmed_at is null', [
      accountId,
    ]);
  }

  /** Replaces the challenge of the account. */
  async keepRegistration(tx: Tx, registration: PasskeyRegistration): Promise<void> {
    await tx.manager.upsert(PasskeyRegistration, registration, ['accountId']);
  }

  /** Takes the challenge of the account, which serves once. */
  async takeRegistration(tx: Tx, accountId: string, now: Date): Promise<string | undefined> {
    const [registration] = await tx.query<{ challenge: string; live: boolean }>(
      `delete from passkey_registrations where account_id = $1
       returning challenge, expires_at > $2 as live`,
      [accountId, now],
    );
    return registration?.live === true ? registration.challenge : undefined;
  }

  /** Factors whose sealed part does not begin with the id of the current master key, locked. */
  takeUnderFormerKeys(tx: Tx, keyId: string, limit: number): Promise<SecondFactor[]> {
    return tx.manager
      .createQueryBuilder(SecondFactor, 'factor')
      .where('factor.sealed not like :prefix', { prefix: `${keyId}.%` })
      .orderBy('factor.id')
      .limit(limit)
      .setLock('pessimistic_write')
      .getMany();
  }

  async forgetUnfinished(tx: Tx, before: Date): Promise<void> {
    await tx.query('delete from second_factors where confirmed_at is null and created_at < $1', [
      before,
    ]);
    await tx.query('delete from passkey_registrations where expires_at < $1', [before]);
  }
}

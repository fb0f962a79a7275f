import { Injectable } from '@nestjs/common';

import type { Tx } from '@passerelle/persistence';

import type { ThrottleState } from './throttle.js';

export interface KeyedState extends ThrottleState {
  readonly key: string;
}

@Injectable()
export class ThrottlesRepository {
  /**
   * The states of several keys, locked until the transaction ends. A missing state is added. Of several tries
   * at once each try sees the count that the try before left. The rows are locked in order of key, so that
   * two tries with the same keys never wait for each other.
   */
  async lock(tx: Tx, keys: readonly string[], now: Date): Promise<KeyedState[]> {
    return tx.query<KeyedState>(
      `insert into throttles (key, tries, window_from, last_try_at)
       select key, 0, $2, 'epoch' from unnest($1::text[]) as key order by key
       on conflict (key) do update set key = excluded.key
       returning key, tries, window_from as "windowFrom", last_try_at as "lastTryAt"`,
      [[...keys], now],
    );
  }

  async update(tx: Tx, states: readonly KeyedState[]): Promise<void> {
    await tx.query(
      `update throttles set tries = state.tries, window_from = state.window_from,
              last_try_at = state.last_try_at
       from unnest($1::text[], $2::integer[], $3::timestamptz[], $4::timestamptz[])
         as state (key, tries, window_from, last_try_at)
       where throttles.key = state.key`,
      [
        states.map(({ key }) => key),
        states.map(({ tries }) => tries),
        states.map(({ windowFrom }) => windowFrom),
        states.map(({ lastTryAt }) => lastTryAt),
      ],
    );
  }

  async forget(tx: Tx, keys: readonly string[]): Promise<void> {
    await tx.query('delete from throttles where key = any($1::text[])', [[...keys]]);
  }

  /** Takes back tries that turned out to be those of the right person. */
  async giveBack(tx: Tx, key: string, tries: number): Promise<void> {
    await tx.query('update throttles set tries = greatest(tries - $2, 0) where key = $1', [
      key,
      tries,
    ]);
  }

  /** Whether one of several keys names an address as known, with a success since a moment. */
  async isKnown(tx: Tx, keys: readonly string[], since: Date): Promise<boolean> {
    const rows = await tx.query(
      'select 1 from known_addresses where key = any($1::text[]) and last_success_at >= $2 limit 1',
      [[...keys], since],
    );
    return rows.length > 0;
  }

  async markKnown(tx: Tx, key: string, at: Date): Promise<void> {
    await tx.query(
      `insert into known_addresses (key, last_success_at) values ($1, $2)
       on conflict (key) do update set last_success_at = excluded.last_success_at`,
      [key, at],
    );
  }

  async forgetKnown(tx: Tx, before: Date): Promise<void> {
    await tx.query('delete from known_addresses where last_success_at < $1', [before]);
  }

  async deleteStale(tx: Tx, before: Date): Promise<void> {
    await tx.query('delete from throttles where greatest(window_from, last_try_at) < $1', [before]);
  }
}

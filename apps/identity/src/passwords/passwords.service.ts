import { availableParallelism } from 'node:os';

import { Injectable } from '@nestjs/common';
import { hash, verify } from '@node-rs/argon2';

import { FairQueue } from '../throttling/fair-queue.js';
import { canonicalPassword } from './password-policy.js';
import { passwordErrors } from './passwords.errors.js';

/**
 * The parameters that OWASP recommends first for argon2id, the default algorithm: 19 MiB, two passes, one
 * lane.
 */
const PARAMETERS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashing runs on the thread pool that also serves DNS and files, which unlimited sign-ins would block. */
const IN_FLIGHT = 2 * availableParallelism();
/** What waits is answered within a few seconds. */
const QUEUE = { slots: IN_FLIGHT, waitingPerKey: 100, waiting: 1_000 };

/** Hashes and compares secrets, a limited number at a time. Network addresses take turns. */
@Injectable()
export class PasswordsService {
  private readonly queue = new FairQueue(QUEUE);
  private unknown: Promise<string> | undefined;

  /**
   * @param from the network address of the request
   * @throws DomainError `identity/too-many-sign-ins`
   */
  hash(secret: string, from: string): Promise<string> {
    return this.inTurn(from, () => hash(canonicalPassword(secret), PARAMETERS));
  }

  /**
   * Whether a hash is the hash of the secret. Without a hash (no such account) the answer is no after the
   * same work, so that the time does not reveal whether the account exists.
   *
   * @param from the network address of the request
   * @param first runs once a place is free and before the comparison, to count the try
   * @throws DomainError `identity/too-many-sign-ins`
   */
  matches(
    secret: string,
    hashed: string | null | undefined,
    from: string,
    first: () => Promise<void> = () => Promise.resolve(),
  ): Promise<boolean> {
    return this.inTurn(from, async () => {
      await first();
      this.unknown ??= hash('no account has this secret', PARAMETERS);
      const ok = await verify(hashed ?? (await this.unknown), canonicalPassword(secret));
      return ok && hashed !== undefined && hashed !== null;
    });
  }

  private inTurn<T>(from: string, work: () => Promise<T>): Promise<T> {
    return this.queue.run(from, work, passwordErrors.tooManySignIns);
  }
}

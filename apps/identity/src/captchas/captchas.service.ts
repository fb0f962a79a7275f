import { randomInt } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { VaultService } from '../vault/vault.service.js';
import { UsedCaptchasRepository } from './used-captchas.repository.js';

/** Long enough for a person with a slow telephone, too short for a robot to collect solved challenges. */
const LIFE_MS = 600_000;
const ALGORITHM = 'PBKDF2/SHA-256';

/**
 * A captcha without image, sound or third party: the browser works for a second (ALTCHA, self-hosted), so
 * that people who do not see or hear can use the service. The server stores a challenge only once the
 * challenge is used. ALTCHA compares the expiry with the machine's clock, so this service uses the same
 * clock.
 */
@Injectable()
export class CaptchasService {
  constructor(
    private readonly used: UsedCaptchasRepository,
    private readonly transactions: Transactions,
    private readonly vault: VaultService,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
  ) {}

  create(): Promise<Challenge> {
    const { captchaCost: cost, captchaSteps } = this.settings;
    return createChallenge({
      algorithm: ALGORITHM,
      deriveKey,
      cost,
      counter: randomInt(Math.floor(captchaSteps / 4), captchaSteps + 1),
      expiresAt: new Date(Date.now() + LIFE_MS),
      hmacSignatureSecret: this.secret('challenge'),
      hmacKeySignatureSecret: this.secret('solution'),
    });
  }

  /**
   * Whether a captcha was made here, is solved and has not expired. `use` tells whether it was used before.
   */
  async isSolved(text: string): Promise<boolean> {
    const payload = readPayload(text);
    if (payload === undefined) return false;
    const { challenge, solution } = payload;
    // Every challenge made here has these members. Without them the sender would choose the cost of
    // verifying.
    const { algorithm, cost, keySignature, expiresAt } = challenge.parameters;
    if (
      algorithm !== ALGORITHM ||
      cost !== this.settings.captchaCost ||
      typeof keySignature !== 'string' ||
      typeof expiresAt !== 'number'
    ) {
      return false;
    }
    try {
      const { verified } = await verifySolution({
        challenge,
        solution,
        deriveKey,
        hmacSignatureSecret: this.secret('challenge'),
        hmacKeySignatureSecret: this.secret('solution'),
      });
      return verified;
    } catch {
      return false;
    }
  }

  /**
   * Marks a solved captcha as used.
   *
   * @returns false when the captcha was used before
   */
  use(tx: Tx, text: string): Promise<boolean> {
    const signature = readPayload(text)?.challenge.signature ?? '';
    return this.used.add(tx, signature, new Date(Date.now() + 2 * LIFE_MS));
  }

  async forgetExpired(): Promise<void> {
    await this.transactions.run((tx) => this.used.deleteExpired(tx, new Date()));
  }

  private secret(part: 'challenge' | 'solution'): string {
    return `${this.vault.secret('captcha')} ${part}`;
  }
}

/** What the ALTCHA widget sends: JSON in base64. */
function readPayload(text: string): Payload | undefined {
  try {
    const payload = JSON.parse(Buffer.from(text, 'base64').toString('utf8')) as unknown;
    return isPayload(payload) ? payload : undefined;
  } catch {
    return undefined;
  }
}

function isPayload(value: unknown): value is Payload {
  const { challenge, solution } = (value ?? {}) as Partial<Payload>;
  const parameters = (challenge as Partial<Challenge> | undefined)?.parameters;
  return (
    typeof parameters === 'object' &&
    typeof challenge?.signature === 'string' &&
    typeof (solution as Partial<Payload['solution']> | undefined)?.counter === 'number' &&
    typeof (solution as Partial<Payload['solution']> | undefined)?.derivedKey === 'string'
  );
}

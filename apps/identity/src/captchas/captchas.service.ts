import { randomInt } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';
import { type Challenge, createChallenge, type Payload, verifySolution } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import { Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { VaultService } from '../vault/vault.service.js';
import { UsedCaptchasRepository } from './used-captchas.repository.js';

/** A person on a slow telephone needs a while; a robot must not collect them. */
const LIFE_MS = 600_000;
const ALGORITHM = 'PBKDF2/SHA-256';

/**
 * A captcha that asks nothing of the person: the browser works for a second (ALTCHA, self-hosted). No
 * image, no sound, no third party; usable without sight, and it keeps no state until it is used.
 * Its life is measured by the machine's clock, as ALTCHA does.
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

  /** Whether a captcha is one of ours, solved and still valid; says nothing of its having been used. */
  async isSolved(text: string): Promise<boolean> {
    const payload = readPayload(text);
    if (payload === undefined) return false;
    const { challenge, solution } = payload;
    // Ours always name these: without, verifying would cost what the sender chooses.
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
   * Uses a solved captcha up.
   *
   * @returns false when it was used before
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

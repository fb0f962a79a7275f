import { Injectable } from '@nestjs/common';

import { Clock } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { FactorContentsService } from './factor-contents.service.js';
import { PasskeysService } from './passkeys.service.js';
import { RecoveryCodesService } from './recovery-codes.service.js';
import type { ProofMethod } from './second-factor.js';
import type { SecondFactor } from './second-factor.entity.js';
import { SecondFactorsRepository } from './second-factors.repository.js';
import { stepOfCode } from './totp.js';

/** What a person sends to prove the second factor. */
export type Proof =
  | { readonly otp: string }
  | { readonly recoveryCode: string }
  /** The answer to `challenge`, as JSON in base64. */
  | { readonly assertion: string; readonly challenge: string | null };

/** A proof that is right, and is not used yet. */
export interface JudgedProof {
  readonly method: ProofMethod;
  readonly deviceBound: boolean;
  /** Uses the proof. Each proof serves once: false when another request has used it before. */
  readonly use: (tx: Tx) => Promise<boolean>;
}

/** Compares what a person sends with the factors of an account. */
@Injectable()
export class SecondFactorProofsService {
  constructor(
    private readonly factors: SecondFactorsRepository,
    private readonly contents: FactorContentsService,
    private readonly passkeys: PasskeysService,
    private readonly recovery: RecoveryCodesService,
    private readonly clock: Clock,
  ) {}

  /** The ways in which an account can prove its second factor now. Empty for an account without a factor. */
  async methodsOf(accountId: string): Promise<ProofMethod[]> {
    const kinds = new Set((await this.confirmed(accountId)).map(({ kind }) => kind));
    if (kinds.size === 0) return [];
    const hasCodes = (await this.recovery.countUnused(accountId)) > 0;
    return [...kinds, ...(hasCodes ? (['recovery_code'] as const) : [])];
  }

  /** @returns undefined for a proof that is wrong */
  judge(accountId: string, proof: Proof): Promise<JudgedProof | undefined> {
    if ('otp' in proof) return this.judgeCode(accountId, proof.otp);
    if ('recoveryCode' in proof) return this.judgeRecoveryCode(accountId, proof.recoveryCode);
    return this.judgeAssertion(accountId, proof.assertion, proof.challenge);
  }

  private async judgeCode(accountId: string, code: string): Promise<JudgedProof | undefined> {
    const now = this.clock.now();
    for (const factor of await this.confirmed(accountId, 'totp')) {
      const { secret } = this.contents.open(factor);
      const step = secret === null ? undefined : stepOfCode(secret, code, now);
      if (step === undefined) continue;
      return {
        method: 'totp',
        deviceBound: false,
        use: (tx) => this.factors.takeStep(tx, factor.id, step, now),
      };
    }
    return undefined;
  }

  private async judgeRecoveryCode(
    accountId: string,
    code: string,
  ): Promise<JudgedProof | undefined> {
    if (!(await this.recovery.isUnused(accountId, code))) return undefined;
    return {
      method: 'recovery_code',
      deviceBound: false,
      use: (tx) => this.recovery.use(tx, accountId, code),
    };
  }

  private async judgeAssertion(
    accountId: string,
    assertion: string,
    challenge: string | null,
  ): Promise<JudgedProof | undefined> {
    if (challenge === null) return undefined;
    const known = await this.confirmed(accountId, 'passkey');
    const proved = await this.passkeys.proved(assertion, challenge, known);
    if (proved === undefined) return undefined;
    const { factor, signCount } = proved;
    return {
      method: 'passkey',
      deviceBound: factor.deviceBound,
      use: (tx) => this.factors.takeSignCount(tx, factor.id, signCount, this.clock.now()),
    };
  }

  private async confirmed(accountId: string, kind?: SecondFactor['kind']): Promise<SecondFactor[]> {
    const all = await this.factors.ofAccount(accountId);
    return all.filter(
      (factor) => factor.confirmedAt !== null && (kind === undefined || factor.kind === kind),
    );
  }
}

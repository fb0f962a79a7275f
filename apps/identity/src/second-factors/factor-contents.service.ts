import { Injectable } from '@nestjs/common';
import { z } from 'zod';

import { VaultService } from '../vault/vault.service.js';
import { factorPurposeOf, type SecondFactor } from './second-factor.entity.js';

const contents = z.strictObject({
  /** What the person calls the device. */
  label: z.string(),
  /** Of a TOTP, in base32. */
  secret: z.string().nullable(),
});

export type FactorContents = z.infer<typeof contents>;

/** Seals what a factor holds: the secret of a TOTP, and the label, which may name a person. */
@Injectable()
export class FactorContentsService {
  constructor(private readonly vault: VaultService) {}

  seal(id: string, plain: FactorContents): string {
    return this.vault.seal(JSON.stringify(plain), factorPurposeOf(id));
  }

  open({ id, sealed }: Pick<SecondFactor, 'id' | 'sealed'>): FactorContents {
    const plain = this.vault.open(sealed, factorPurposeOf(id)).toString('utf8');
    return contents.parse(JSON.parse(plain));
  }
}

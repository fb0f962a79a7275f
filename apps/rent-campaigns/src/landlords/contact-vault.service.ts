import { Inject, Injectable } from '@nestjs/common';

import { seal, unseal } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import type { LandlordContact } from './landlord-contact.js';

/** Seals contacts with the master key; opens what it or a former one sealed. */
@Injectable()
export class ContactVaultService {
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(
    @Inject(SETTINGS) settings: Pick<RentCampaignsSettings, 'masterKey' | 'formerMasterKeys'>,
  ) {
    const keyOf = (text: string): Buffer => Buffer.from(text, 'base64');
    this.keys = [keyOf(settings.masterKey), ...settings.formerMasterKeys.map(keyOf)];
  }

  /** Bound to the establishment: put beside another one, it does not open. */
  seal(siret: string, contact: LandlordContact): string {
    return seal(Buffer.from(JSON.stringify(contact)), this.keys[0], purposeOf(siret));
  }

  /** @returns null when no key that this process was given opens it */
  open(siret: string, sealed: string): LandlordContact | null {
    for (const key of this.keys) {
      try {
        return JSON.parse(unseal(sealed, key, purposeOf(siret)).toString()) as LandlordContact;
      } catch {
        // Another master key: the next one may fit.
      }
    }
    return null;
  }
}

function purposeOf(siret: string): string {
  return `landlord-contact ${siret}`;
}

import { Inject, Injectable } from '@nestjs/common';

import { seal, unseal } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import type { LandlordContact } from './landlord-contact.js';

/** Seals contacts with the master key, and opens contacts sealed with the present or a former key. */
@Injectable()
export class ContactVaultService {
  private readonly keys: readonly [Buffer, ...Buffer[]];

  constructor(
    @Inject(SETTINGS) settings: Pick<RentCampaignsSettings, 'masterKey' | 'formerMasterKeys'>,
  ) {
    const keyOf = (text: string): Buffer => Buffer.from(text, 'base64');
    this.keys = [keyOf(settings.masterKey), ...settings.formerMasterKeys.map(keyOf)];
  }

  /** The seal is bound to the establishment: copied to another row, the contact does not open. */
  seal(siret: string, contact: LandlordContact): string {
    return seal(Buffer.from(JSON.stringify(contact)), this.keys[0], purposeOf(siret));
  }

  /** @returns null when none of the keys in the settings opens the contact */
  open(siret: string, sealed: string): LandlordContact | null {
    for (const key of this.keys) {
      try {
        return JSON.parse(unseal(sealed, key, purposeOf(siret)).toString()) as LandlordContact;
      } catch {
        // Sealed with another master key: try the next key.
      }
    }
    return null;
  }
}

function purposeOf(siret: string): string {
  return `landlord-contact ${siret}`;
}

import { randomBytes } from 'node:crypto';

import { ContactVaultService } from './contact-vault.service.js';
import type { LandlordContact } from './landlord-contact.js';

const [OLD, NEW] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const CONTACT: LandlordContact = {
  name: 'Agence de l’Exemple',
  email: 'gestion@bailleur.example',
  addressLines: null,
  language: 'fr',
};
const SIRET = '00000001800010';

const vault = (masterKey: string, formerMasterKeys: readonly string[] = []) =>
  new ContactVaultService({ masterKey, formerMasterKeys });

it('opens a contact for its own establishment only, and the sealed text shows nothing', () => {
  const sealed = vault(OLD).seal(SIRET, CONTACT);
  expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('bailleur');
  expect(vault(OLD).open(SIRET, sealed)).toEqual(CONTACT);
  expect(vault(OLD).open('35600000000048', sealed)).toBeNull();
});

it('opens contacts of a former key while the settings have this key, and seals with the present key', () => {
  const before = vault(OLD).seal(SIRET, CONTACT);
  expect(vault(NEW, [OLD]).open(SIRET, before)).toEqual(CONTACT);
  expect(vault(NEW).open(SIRET, before)).toBeNull();
  expect(vault(NEW).open(SIRET, vault(NEW, [OLD]).seal(SIRET, CONTACT))).toEqual(CONTACT);
});

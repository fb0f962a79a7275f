import { isSiret, readNir } from '@passerelle/kernel';

import {
  DEMO_ACCOUNTS,
  DEMO_BENEFICIARY,
  DEMO_ORGANISATION,
  demoPersonOf,
} from './demo-accounts.js';

const ofRole = (wanted: string) => DEMO_ACCOUNTS.filter(({ role }) => role === wanted);

describe('the demo accounts', () => {
  it('are one person per role, and two for the roles in pairs', () => {
    expect(DEMO_ACCOUNTS.map(({ username }) => username).sort()).toEqual([
      'admin',
      'agenda_editor',
      'auditor',
      'beneficiary',
      'caf_agent',
      'campaign_manager',
      'guardian',
      'guardianship_officer',
      'indicator_publisher',
      'landlord',
      'mediator',
      'mediator_2',
      'partner_agent',
      'partner_agent_2',
      'scale_editor',
      'scale_editor_2',
      'scale_publisher',
      'scale_publisher_2',
    ]);
  });

  it('have a dossier, an organisation and services where the role needs them', () => {
    expect(ofRole('beneficiary')).toMatchObject([
      { fileNumber: '0000001', organisation: null, services: [] },
    ]);
    expect(ofRole('landlord')).toMatchObject([
      { fileNumber: null, organisation: '00001000900017', services: [] },
    ]);
    expect(ofRole('mediator')[0]).toMatchObject({ organisation: null, services: [] });
    for (const agent of ofRole('partner_agent')) {
      expect(agent).toMatchObject({
        organisation: DEMO_ORGANISATION.code,
        services: [],
      });
    }
    expect(ofRole('caf_agent')).toMatchObject([
      { organisation: null, services: ['service-prestations'] },
    ]);
  });

  it('have persons whom a message reaches', () => {
    const [beneficiary] = ofRole('beneficiary');
    expect(demoPersonOf(beneficiary!)).toBe(DEMO_BENEFICIARY);
    expect(readNir(DEMO_BENEFICIARY.nir!).ok).toBe(true);
    expect(demoPersonOf(ofRole('mediator')[1]!)).toMatchObject({
      nir: null,
      email: 'mediator.2@example.org',
      displayName: 'Compte de démonstration mediator_2',
    });
    expect(isSiret(DEMO_ORGANISATION.siret)).toBe(true);
  });
});

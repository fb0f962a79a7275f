import { refusal } from '../../test/refusal.js';
import {
  addressOf,
  type AnsweringActor,
  questionReachOf,
  reaches,
  type StatedAddressee,
} from './addressee.js';

const caf: AnsweringActor = { roles: ['caf_agent'], organisation: null, services: ['indus'] };
const partner: AnsweringActor = {
  roles: ['partner_agent'],
  organisation: 'cpam',
  services: ['indus', 'mediation'],
};

const to = (
  addressee: StatedAddressee['addressee'],
  addresseeName: string | null,
  addresseeService: string | null = null,
): StatedAddressee => ({ addressee, addresseeName, addresseeService });

describe('addressOf', () => {
  it.each([
    [to('beneficiary', 'whoever'), null, null, null],
    [to('service', 'indus'), 'indus', null, 'indus'],
    [to('partner', 'cpam'), 'cpam', 'cpam', null],
    [to('partner', '00000001800010', 'accueil'), '00000001800010', '00000001800010', 'accueil'],
    [to('partner', 'Carsat Pays de la Loire'), 'Carsat Pays de la Loire', null, null],
  ])('%j', (stated, name, organisation, service) => {
    expect(addressOf(stated)).toEqual({
      addressee: stated.addressee,
      addresseeName: name,
      addresseeOrganisation: organisation,
      addresseeService: service,
    });
  });

  it.each([
    [to('service', null), 'mediation/addressee-name-missing /addresseeName'],
    [to('partner', ' '), 'mediation/addressee-name-missing /addresseeName'],
    [to('service', 'indus', 'indus'), 'mediation/addressee-service-misplaced /addresseeService'],
    [to('beneficiary', null, 'x'), 'mediation/addressee-service-misplaced /addresseeService'],
  ])('refuses %j', (stated, expected) => {
    expect(refusal(() => addressOf(stated))).toBe(expected);
  });
});

describe('whom a question reaches', () => {
  it.each<[string, StatedAddressee, AnsweringActor, boolean]>([
    ['its service of the Caf', to('service', 'indus'), caf, true],
    ['no other service of the Caf', to('service', 'rsa'), caf, false],
    ['no partner that has a service of that name', to('service', 'indus'), partner, false],
    ['no partner whose code is the name of a service', to('service', 'cpam'), partner, false],
    ['its partner', to('partner', 'cpam'), partner, true],
    ['the named service of its partner', to('partner', 'cpam', 'mediation'), partner, true],
    ['no other service of its partner', to('partner', 'cpam', 'accueil'), partner, false],
    [
      'no partner that has a service named like another partner',
      to('partner', 'mediation'),
      partner,
      false,
    ],
    ['no service of the Caf named like a partner', to('partner', 'indus'), caf, false],
    [
      'no service of the Caf named like a service of a partner',
      to('partner', 'cpam', 'indus'),
      caf,
      false,
    ],
    ['no partner by words that are no code', to('partner', 'Indus'), partner, false],
    ['no agent, where the person is asked', to('beneficiary', null), partner, false],
  ])('%s', (_name, stated, actor, expected) => {
    expect(reaches(addressOf(stated), questionReachOf(actor)!)).toBe(expected);
  });

  it.each<[string, AnsweringActor]>([
    ['a person', { roles: ['beneficiary'], organisation: null, services: ['indus'] }],
    [
      'a guardian of an organisation',
      { roles: ['guardian'], organisation: 'cpam', services: ['indus'] },
    ],
    ['a landlord', { roles: ['landlord'], organisation: '00000001800010', services: [] }],
    [
      'an agent without an organisation',
      { roles: ['partner_agent'], organisation: null, services: ['indus'] },
    ],
  ])('%s answers in the name of nobody', (_name, actor) => {
    expect(questionReachOf(actor)).toBeNull();
  });

  it('treats an agent of a partner as one, whatever else the token says', () => {
    const both = { ...partner, roles: ['caf_agent', 'partner_agent'] };
    expect(questionReachOf(both)).toMatchObject({ addressee: 'partner', organisation: 'cpam' });
  });
});

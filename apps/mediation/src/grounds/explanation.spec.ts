import { localDate as day } from '@passerelle/kernel';

import { GROUNDS } from '../cases/referral.js';
import { explanationOf } from './explanation.js';
import { GROUND_RULES } from './ground-rules.js';
import { receivingServiceName } from './receiving-services.js';

describe('GROUND_RULES', () => {
  it('has a sentence in both languages and a source for each ground', () => {
    for (const ground of GROUNDS) {
      const { sentence, source } = GROUND_RULES[ground];
      expect([sentence.fr, sentence.en, source]).not.toContain('');
    }
  });
});

describe('explanationOf', () => {
  it('gives the ground and the receiving service', () => {
    const facts = {
      ground: 'data_rights' as const,
      redirectedTo: 'data_protection_officer',
      transmittedOn: day('2024-02-09'),
    };
    expect(explanationOf(facts).map(({ fr }) => fr)).toEqual([
      'Votre demande porte sur vos données personnelles.',
      'Votre demande a été transmise le 9 février 2024 au service suivant : délégué à la protection des données.',
    ]);
  });

  it('keeps the name of a service that is not in the list', () => {
    expect(receivingServiceName('Cpam').fr).toBe('Cpam');
    expect(receivingServiceName('constructor').fr).toBe('constructor');
  });
});

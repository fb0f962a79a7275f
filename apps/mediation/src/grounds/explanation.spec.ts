import { localDate as day } from '@passerelle/kernel';

import { sentenceFaults } from '@passerelle/testing';

import { GROUNDS } from '../cases/referral.js';
import { explanationOf } from './explanation.js';
import { receivingServiceName, RECEIVING_SERVICES } from './receiving-services.js';

describe('explanationOf', () => {
  const GROUND = {
    fr: 'Votre demande porte sur vos données personnelles.',
    en: 'Your request is about your personal data.',
  };
  const PASSED_ON = {
    fr: 'Votre demande a été transmise le 9 février 2024 au service suivant : délégué à la protection des données.',
    en: 'On 9 February 2024 your request was passed on to the following service: data protection officer.',
  };
  const ground = 'data_rights';
  const redirectedTo = 'data_protection_officer';
  const transmittedOn = day('2024-02-09');

  it.each([
    [{ ground, redirectedTo, transmittedOn }, [GROUND, PASSED_ON]],
    [{ ground: null, redirectedTo, transmittedOn }, [PASSED_ON]],
    [{ ground, redirectedTo: null, transmittedOn }, [GROUND]],
    [{ ground, redirectedTo, transmittedOn: null }, [GROUND]],
    [{ ground: null, redirectedTo: null, transmittedOn: null }, []],
  ] as const)('%j', (decision, sentences) => {
    expect(explanationOf(decision)).toEqual(sentences);
  });

  it('reads as prose for every ground and service', () => {
    const sentences = GROUNDS.flatMap((each) =>
      Object.keys(RECEIVING_SERVICES).flatMap((service) =>
        explanationOf({ ground: each, redirectedTo: service, transmittedOn }),
      ),
    );
    expect(sentenceFaults(sentences)).toEqual([]);
  });

  it('keeps the name of a service that is not in the list', () => {
    expect(receivingServiceName('Cpam').fr).toBe('Cpam');
    expect(receivingServiceName('constructor')).toEqual({ fr: 'constructor', en: 'constructor' });
  });
});

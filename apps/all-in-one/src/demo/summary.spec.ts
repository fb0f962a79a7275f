import { textFaults } from '@passerelle/testing';

import { addressLines, delayLines, mediationLines, rentLines } from './summary.js';

describe('the summary', () => {
  it('tells the mediation of the year', () => {
    const lines = mediationLines({
      year: 2023,
      solicitations: 720,
      opened: 328,
      openedByOrigin: { beneficiary: 209, defender_of_rights: 40, social_worker: 39 },
      byOutcome: { revised: 127, maintained: 169, other: 32 },
      byResolution: { fully_revised: 71, partly_revised: 0, withdrawn: 13 },
      recommendations: { issued: 3 },
      meanDaysToDecision: 7.44,
      medianDaysToDecision: 6,
      p90DaysToDecision: 14,
      national: { opened: 350, meanDaysToDecision: 11.44 },
    }).map((line) => line.replace(/[\s\u202f]+/g, ' ').trim());
    expect(lines).toContain('médiations ouvertes 328 (moyenne nationale : 350)');
    expect(lines).toContain('par les allocataires 209');
    expect(lines).toContain(
      'jours de prise en charge 7,44 (moyenne nationale : 11,44 ; la moitié en 6 au plus, neuf sur dix en 14 au plus)',
    );
    expect(lines).toContain('décision révisée 127 (38,7 %)');
    expect(lines.join(' ')).toContain('dont révision totale 71, désistement 13');
  });

  it('reads as prose', () => {
    const statistics = {
      year: 2023,
      solicitations: 720,
      opened: 328,
      openedByOrigin: { beneficiary: 209 },
      byOutcome: { revised: 127, maintained: 169, other: 32 },
      byResolution: { fully_revised: 71, lapsed_court_seized: 2, redirected: 13 },
      recommendations: { issued: 3 },
      meanDaysToDecision: 7.44,
      medianDaysToDecision: 6.5,
      p90DaysToDecision: 14.5,
      national: { opened: 350, meanDaysToDecision: 11.44 },
    };
    const window = {
      arrivedFrom: '2024-03-06',
      arrivedTo: '2024-03-11',
      oldestWaitingOn: '2024-02-26',
    };
    const categories = ['mail', 'rsa_aah', 'other'].map((category) => ({ category, ...window }));
    const lines = [
      ...mediationLines(statistics),
      ...delayLines({ updatedOn: '2024-03-26', categories }),
    ];
    expect(lines.flatMap((line) => textFaults(line, 'fr'))).toEqual([]);
  });

  it('tells the delays, also of a category without any', () => {
    const lines = delayLines({
      updatedOn: '2024-03-26',
      categories: [
        {
          category: 'mail',
          arrivedFrom: '2024-03-06',
          arrivedTo: '2024-03-11',
          oldestWaitingOn: '2024-02-26',
        },
        { category: 'other', arrivedFrom: null, arrivedTo: null, oldestWaitingOn: null },
      ],
    });
    expect(lines[0]).toContain('26/03/2024');
    expect(lines[1]).toContain('06/03/2024 et le 11/03/2024');
    expect(lines[1]).toContain('26/02/2024');
    expect(lines[2]).toContain('rien en cours');
  });

  it('tells the rates of the rent campaign', () => {
    const lines = rentLines({
      referenceYear: 2023,
      on: '2024-03-27',
      expected: 12_500,
      declaredOnline: 8_910,
      declaredTotal: 11_875,
      onlineRate: '71.28',
      totalRate: '95.00',
      byChannel: { exchange: { declared: 2_715 }, paper: { declared: 250 } },
    }).map((line) => line.replace(/[\s\u202f]+/g, ' ').trim());
    expect(lines).toEqual([
      'La campagne loyers 2023 au 27/03/2024',
      'sur Mon compte partenaire 71,28 % (8 910 sur 12 500 locataires attendus)',
      'tous canaux 95,00 % (11 875, dont 2 715 par échange et 250 sur papier)',
    ]);
  });

  it('says where everything is, and how to sign in only where anyone may', () => {
    const origin = 'http://localhost:3000';
    const linesOf = (demo: boolean): string =>
      addressLines({ origin, demo }, ['identity']).join(' ');
    expect(linesOf(true)).toContain(`${origin}/identity/docs`);
    expect(linesOf(true)).toContain('username=mediator');
    expect(linesOf(false)).not.toContain('password');
  });
});

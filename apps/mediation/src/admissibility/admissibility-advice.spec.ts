import { localDate as day } from '@passerelle/kernel';
import { sentenceFaults } from '@passerelle/testing';
import fc from 'fast-check';

import { REASONS } from '../cases/referral.js';
import { DEFAULT_ADMISSIBILITY_SETTINGS, groundRule } from './admissibility.js';
import { adviseAdmissibility, type AdvisedReferral } from './admissibility-advice.js';

const clear: AdvisedReferral = {
  priorClaimMadeOn: day('2024-01-20'),
  courtSeized: false,
  reason: 'overpayment',
  priorClaimAnswered: true,
  withinNormalDelay: null,
  silenceRejectsOn: null,
};
const TODAY = day('2024-03-20');
const WITHIN_DELAY = { priorClaimAnswered: false, withinNormalDelay: true };
const withOfficer = { ...DEFAULT_ADMISSIBILITY_SETTINGS, hasRightsAccessOfficer: true };

describe('adviseAdmissibility', () => {
  it.each<[string, Partial<AdvisedReferral>, string[]]>([
    ['nothing against it', {}, []],
    ['court seized', { courtSeized: true }, ['court_seized inadmissible required']],
    ['no claim', { priorClaimMadeOn: null }, ['no_prior_claim inadmissible required']],
    [
      'court seized and no claim',
      { courtSeized: true, priorClaimMadeOn: null },
      ['court_seized inadmissible required', 'no_prior_claim inadmissible required'],
    ],
    [
      'answer still within the normal delay',
      { priorClaimAnswered: false, withinNormalDelay: true },
      ['no_prior_claim inadmissible suggested'],
    ],
    [
      'wants it faster, delay normal',
      { priorClaimAnswered: false, withinNormalDelay: true, reason: 'delay' },
      ['no_prior_claim inadmissible suggested', 'acceleration_normal_delay redirected suggested'],
    ],
    [
      'waits for too long',
      { priorClaimAnswered: false, withinNormalDelay: false },
      ['abnormal_delay admissible suggested'],
    ],
    ['answered within the normal delay', { withinNormalDelay: true }, []],
    ['answered after the normal delay', { withinNormalDelay: false }, []],
    [
      'no claim, so no wait within the normal delay',
      { priorClaimMadeOn: null, priorClaimAnswered: false, withinNormalDelay: true },
      ['no_prior_claim inadmissible required'],
    ],
    [
      'no claim, so no wait beyond the normal delay',
      { priorClaimMadeOn: null, priorClaimAnswered: false, withinNormalDelay: false },
      ['no_prior_claim inadmissible required'],
    ],
    [
      'silence does not reject the claim before tomorrow',
      { ...WITHIN_DELAY, silenceRejectsOn: day('2024-03-21') },
      ['no_prior_claim inadmissible suggested'],
    ],
    [
      'silence rejects the claim today',
      { ...WITHIN_DELAY, silenceRejectsOn: day('2024-03-20') },
      [],
    ],
    [
      'silence rejected the claim, and the wait is abnormal',
      {
        priorClaimAnswered: false,
        withinNormalDelay: false,
        silenceRejectsOn: day('2024-03-20'),
      },
      ['abnormal_delay admissible suggested'],
    ],
    ['nobody knows whether it was answered', { priorClaimAnswered: null }, []],
    ['no figure for the delay', { priorClaimAnswered: false }, []],
    [
      'wants it faster, no figure for the delay',
      { priorClaimAnswered: false, withinNormalDelay: null, reason: 'delay' },
      [],
    ],
  ])('%s', (_name, change, expected) => {
    const advice = adviseAdmissibility({ ...clear, ...change }, TODAY);
    expect(advice.map((each) => `${each.ground} ${each.decision} ${each.strength}`)).toEqual(
      expected,
    );
  });

  it('names the officer for access to rights where the Caf has one', () => {
    const waiting = { ...clear, priorClaimAnswered: false, withinNormalDelay: false };
    expect(adviseAdmissibility(waiting, TODAY, withOfficer)).toMatchObject([
      { decision: 'redirected', receivingService: 'rights_access_officer' },
    ]);
  });

  it('explains each advice in both languages, and names the usual service', () => {
    const early = {
      ...clear,
      priorClaimAnswered: false,
      withinNormalDelay: true,
      reason: 'delay',
    } as const;
    const late = { ...clear, priorClaimAnswered: false, withinNormalDelay: false };
    const none = { ...clear, priorClaimMadeOn: null, courtSeized: true };
    const advice = [early, late, none].flatMap((referral) => adviseAdmissibility(referral, TODAY));
    expect(advice.map(({ receivingService }) => receivingService)).toEqual([
      null,
      'benefits_service',
      null,
      null,
      null,
    ]);
    for (const { because } of advice) {
      expect(because.fr).toMatch(/\S/);
      expect(because.en).toMatch(/\S/);
    }
  });

  it('only advises what the table allows', () => {
    const maybe = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(
        fc.record({
          priorClaimMadeOn: fc.constantFrom(null, day('2024-01-20')),
          courtSeized: fc.boolean(),
          reason: fc.constantFrom(...REASONS),
          priorClaimAnswered: maybe,
          withinNormalDelay: maybe,
          silenceRejectsOn: fc.constantFrom(null, day('2024-03-20'), day('2024-03-21')),
        }),
        fc.constantFrom(DEFAULT_ADMISSIBILITY_SETTINGS, withOfficer),
        (referral, settings) => {
          for (const { ground, decision, because } of adviseAdmissibility(
            referral,
            TODAY,
            settings,
          )) {
            expect(sentenceFaults([because])).toEqual([]);
            expect(groundRule(ground, settings).decisions).toContain(decision);
          }
        },
      ),
    );
  });
});

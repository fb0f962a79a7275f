import { addDays, localDate as day } from '@passerelle/kernel';
import fc from 'fast-check';

import { refusal as refusalOf } from '../../test/refusal.js';
import { DECISIONS, GROUNDS } from '../cases/referral.js';
import {
  type AdmissibilityDecision,
  type AdmissibilitySettings,
  checkDecision,
  DEFAULT_ADMISSIBILITY_SETTINGS,
  groundRule,
} from './admissibility.js';

const TODAY = day('2024-03-29');
const referral: Parameters<typeof checkDecision>[1] = {
  receivedOn: day('2024-02-01'),
  reason: 'unpaid_benefit',
  priorClaimMadeOn: day('2024-01-20'),
  courtSeized: false,
  informationRequestedOn: null,
};
const penalty = { ...referral, reason: 'penalty' as const };
const asked = { ...referral, informationRequestedOn: day('2024-02-05') };
const withOfficer = { ...DEFAULT_ADMISSIBILITY_SETTINGS, hasRightsAccessOfficer: true };

const deciding = (change: Partial<AdmissibilityDecision>): AdmissibilityDecision => ({
  decision: 'admissible',
  ground: null,
  redirectedTo: null,
  notifiedOn: day('2024-02-09'),
  transmittedOn: null,
  personInformedOn: null,
  courtSeizedOn: null,
  ...change,
});

function refusal(
  change: Partial<AdmissibilityDecision>,
  state: Parameters<typeof checkDecision>[1] = referral,
  settings?: AdmissibilitySettings,
): string | null {
  return refusalOf(() => checkDecision(deciding(change), state, TODAY, settings));
}

describe('groundRule', () => {
  it('sends an abnormal delay to the officer for access to rights, where the Caf has one', () => {
    expect(groundRule('abnormal_delay', withOfficer)).toMatchObject({
      decisions: ['redirected'],
      service: 'rights_access_officer',
    });
  });

  it.each(GROUNDS.filter((ground) => ground !== 'abnormal_delay'))(
    'has the same row for %s, with and without the officer',
    (ground) => {
      expect(groundRule(ground, withOfficer)).toEqual(groundRule(ground));
    },
  );
});

describe('checkDecision', () => {
  it.each(GROUNDS.flatMap((ground) => DECISIONS.map((decision) => [ground, decision] as const)))(
    '%s with %s agrees with the table',
    (ground, decision) => {
      const fits = groundRule(ground).decisions.includes(decision);
      const state = { ...asked, courtSeized: ground === 'court_seized' };
      const code = refusal({ ground, decision, redirectedTo: 'somewhere' }, state);
      expect(code).toBe(fits ? null : 'mediation/ground-does-not-fit-decision /ground');
    },
  );

  it('refuses a decision in words', () => {
    const decision = deciding({ decision: 'admissible', ground: 'private_dispute' });
    const run = () => checkDecision(decision, referral, TODAY);
    expect(run).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({
            detail: {
              fr: 'Le motif « Litige entre particuliers » conduit à la décision « Réorientée » ou « Irrecevable ».',
              en: 'The ground "Dispute between individuals" leads to the decision "Redirected" or "Inadmissible".',
            },
          }),
        ],
      }) as Error,
    );
  });

  it.each<[string, Partial<AdmissibilityDecision>, string | null]>([
    ['on the day of receipt', { notifiedOn: day('2024-02-01') }, null],
    [
      'before receipt',
      { notifiedOn: day('2024-01-31') },
      'mediation/decision-before-receipt /notifiedOn',
    ],
    ['today', { notifiedOn: TODAY }, null],
    [
      'in the future',
      { notifiedOn: day('2024-03-30') },
      'mediation/decision-in-future /notifiedOn',
    ],
    [
      'inadmissible without a ground',
      { decision: 'inadmissible' },
      'mediation/ground-missing /ground',
    ],
    [
      'unclear before anything was asked',
      { decision: 'inadmissible', ground: 'unclear_subject' },
      'mediation/precision-not-requested /decision',
    ],
    [
      'unclear, to be made clear',
      { decision: 'more_information', ground: 'unclear_subject' },
      null,
    ],
    ['more information without a ground', { decision: 'more_information' }, null],
    [
      'redirected to nobody',
      { decision: 'redirected' },
      'mediation/redirection-without-service /redirectedTo',
    ],
    [
      'redirected to a blank',
      { decision: 'redirected', redirectedTo: ' ' },
      'mediation/redirection-without-service /redirectedTo',
    ],
    [
      'outside the Caf, to nobody',
      { decision: 'redirected', ground: 'not_caf' },
      'mediation/redirection-without-service /redirectedTo',
    ],
    [
      'outside the Caf, named',
      { decision: 'redirected', ground: 'not_caf', redirectedTo: 'Cpam' },
      null,
    ],
    ['redirected without a ground', { decision: 'redirected', redirectedTo: 'Cpam' }, null],
    [
      'passed on before receipt',
      { decision: 'redirected', ground: 'data_rights', transmittedOn: day('2024-01-31') },
      'mediation/redirection-date-out-of-range /transmittedOn',
    ],
    [
      'person to be informed in the future',
      { decision: 'redirected', ground: 'data_rights', personInformedOn: day('2024-03-30') },
      'mediation/redirection-date-out-of-range /personInformedOn',
    ],
  ])('%s', (_name, change, expected) => {
    expect(refusal(change)).toBe(expected);
  });

  it('admits only after a prior claim and without a court', () => {
    expect(refusal({}, { ...referral, priorClaimMadeOn: null })).toBe(
      'mediation/admissible-without-prior-claim /decision',
    );
    expect(refusal({}, { ...referral, courtSeized: true })).toBe(
      'mediation/admissible-with-court-seized /decision',
    );
  });

  const seized = { decision: 'inadmissible', ground: 'court_seized' } as const;
  it('refuses a decision in words', () => {
    const decision = deciding({ decision: 'admissible', ground: 'private_dispute' });
    const run = () => checkDecision(decision, referral, TODAY);
    expect(run).toThrow(
      expect.objectContaining({
        fields: [
          expect.objectContaining({
            detail: {
              fr: 'Le motif « Litige entre particuliers » conduit à la décision « Réorientée » ou « Irrecevable ».',
              en: 'The ground "Dispute between individuals" leads to the decision "Redirected" or "Inadmissible".',
            },
          }),
        ],
      }) as Error,
    );
  });

  it.each<[string, Partial<AdmissibilityDecision>, boolean, string | null]>([
    ['stated at registration', seized, true, null],
    ['recorded nowhere', seized, false, 'mediation/court-seizure-not-recorded /courtSeizedOn'],
    ['with its day', { ...seized, courtSeizedOn: day('2024-01-25') }, false, null],
    ['on the day of the decision', { ...seized, courtSeizedOn: day('2024-02-09') }, false, null],
    [
      'after the decision',
      { ...seized, courtSeizedOn: day('2024-02-10') },
      true,
      'mediation/court-seized-after-decision /courtSeizedOn',
    ],
    [
      'under another ground',
      { decision: 'inadmissible', ground: 'no_prior_claim', courtSeizedOn: day('2024-01-25') },
      false,
      'mediation/court-seizure-without-its-ground /courtSeizedOn',
    ],
  ])('a court seizure %s', (_name, change, courtSeized, expected) => {
    expect(refusal(change, { ...referral, courtSeized })).toBe(expected);
  });

  it('records the seizure with the decision, and changes nothing without its day', () => {
    const dated = deciding({ ...seized, courtSeizedOn: day('2024-01-25') });
    expect(checkDecision(dated, referral, TODAY)).toMatchObject({
      courtSeized: true,
      courtSeizedOn: '2024-01-25',
    });
    const stated = checkDecision(deciding(seized), { ...referral, courtSeized: true }, TODAY);
    expect(stated).not.toHaveProperty('courtSeizedOn');
  });

  it('finds an unclear subject inadmissible once more information was requested', () => {
    const unclear = { decision: 'inadmissible', ground: 'unclear_subject' } as const;
    expect(refusal(unclear, asked)).toBeNull();
    expect(refusal({ ...unclear, notifiedOn: day('2024-02-05') }, asked)).toBeNull();
    expect(refusal({ ...unclear, notifiedOn: day('2024-02-04') }, asked)).toBe(
      'mediation/decision-before-information-request /notifiedOn',
    );
  });

  it('refuses to admit an abnormal delay where the Caf has the officer for access to rights', () => {
    const delay = { ground: 'abnormal_delay' } as const;
    expect(refusal(delay)).toBeNull();
    expect(refusal(delay, referral, withOfficer)).toBe(
      'mediation/ground-does-not-fit-decision /ground',
    );
  });

  it('opens the mediation on the day of the notification, and only when admissible', () => {
    expect(checkDecision(deciding({}), referral, TODAY).openedOn).toBe('2024-02-09');
    const redirected = deciding({ decision: 'redirected', ground: 'data_rights' });
    expect(checkDecision(redirected, referral, TODAY)).toMatchObject({
      openedOn: null,
      redirectedTo: 'data_protection_officer',
      transmittedOn: '2024-02-09',
      personInformedOn: '2024-02-09',
    });
  });

  it('keeps the day on which more information was requested', () => {
    expect(checkDecision(deciding({}), asked, TODAY)).toEqual({
      decision: 'admissible',
      ground: null,
      notifiedOn: '2024-02-09',
      openedOn: '2024-02-09',
      informationRequestedOn: '2024-02-05',
      informationDueOn: null,
      redirectedTo: null,
      transmittedOn: null,
      personInformedOn: null,
    });
  });

  it('informs the person of an inadmissible case with the notification', () => {
    const inadmissible = deciding({ decision: 'inadmissible', ground: 'no_prior_claim' });
    expect(checkDecision(inadmissible, referral, TODAY)).toMatchObject({
      openedOn: null,
      personInformedOn: '2024-02-09',
    });
  });

  it.each([
    ['on the day of receipt', day('2024-02-01')],
    ['today', TODAY],
  ])('takes the stated days of a redirection: %s', (_name, date) => {
    const redirected = deciding({
      decision: 'redirected',
      ground: 'data_rights',
      redirectedTo: 'Cnil',
      transmittedOn: date,
      personInformedOn: date,
    });
    expect(checkDecision(redirected, referral, TODAY)).toMatchObject({
      redirectedTo: 'Cnil',
      transmittedOn: date,
      personInformedOn: date,
    });
  });

  it('gives a limit to a request for more information', () => {
    const facts = checkDecision(deciding({ decision: 'more_information' }), referral, TODAY);
    expect(facts.informationRequestedOn).toBe('2024-02-09');
    expect(facts.informationDueOn).toBe(addDays(day('2024-02-09'), 30));
  });

  it('never sends a penalty to the commission (L142-4 CSS)', () => {
    const remission = { decision: 'redirected', ground: 'debt_remission' } as const;
    const named = { ...remission, redirectedTo: 'commission_de_recours_amiable' };
    expect(checkDecision(deciding(remission), referral, TODAY).redirectedTo).toBe(
      'commission_de_recours_amiable',
    );
    expect(refusal(remission, penalty)).toBe('mediation/redirection-without-service /redirectedTo');
    expect(refusal(named, penalty)).toBe('mediation/penalty-without-commission /redirectedTo');
    expect(refusal({ ...remission, redirectedTo: 'Direction' }, penalty)).toBeNull();
    const rights = { decision: 'redirected', ground: 'data_rights' } as const;
    expect(checkDecision(deciding(rights), penalty, TODAY).redirectedTo).toBe(
      'data_protection_officer',
    );
  });

  it('gives every redirection a service and its days', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(null, ...GROUNDS),
        fc.constantFrom(null, '', ' ', 'Cpam'),
        fc.boolean(),
        (ground, redirectedTo, hasRightsAccessOfficer) => {
          const settings = { ...DEFAULT_ADMISSIBILITY_SETTINGS, hasRightsAccessOfficer };
          const decision = deciding({ decision: 'redirected', ground, redirectedTo });
          if (refusal(decision, referral, settings) !== null) return;
          const facts = checkDecision(decision, referral, TODAY, settings);
          expect(facts.redirectedTo?.trim()).toBeTruthy();
          expect(facts.transmittedOn).not.toBeNull();
          expect(facts.personInformedOn).not.toBeNull();
        },
      ),
    );
  });
});

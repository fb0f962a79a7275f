import fc from 'fast-check';

import {
  creationPolicy,
  type JudgedReferral,
  MEDIATION_ACTS,
  PERSON_ACTS,
  type PolicyDecision,
  REFERRAL_ACTIONS,
  type ReferralAction,
  type ReferralActor,
  referralPolicy,
} from './referrals.policy.js';

const actor = (change: Partial<ReferralActor>): ReferralActor => ({
  subject: 'me',
  roles: [],
  fileNumber: null,
  organisation: null,
  services: [],
  representations: [],
  ...change,
});

const mediator = actor({ roles: ['mediator'] });
const person = actor({ roles: ['beneficiary'], fileNumber: '1234567' });
const otherPerson = actor({ roles: ['beneficiary'], fileNumber: '7654321' });
const guardian = actor({ roles: ['guardian'], organisation: 'udaf' });
const mandated = (may: 'see' | 'speak', fileNumber = '1234567'): ReferralActor => ({
  ...guardian,
  representations: [{ fileNumber, may }],
});
const impostor = actor({
  roles: ['partner_agent'],
  representations: [{ fileNumber: '1234567', may: 'speak' }],
});
const partner = actor({ roles: ['partner_agent'], organisation: 'cpam', services: ['indus'] });
const admin = actor({ roles: ['admin'] });
const auditor = actor({ roles: ['auditor'] });
const adminToo = actor({ roles: ['beneficiary', 'admin'], fileNumber: '7654321' });

const others: JudgedReferral = {
  fileNumber: '1234567',
  referredBy: 'somebody',
  handledBy: [],
  declaredLinks: [],
};
const mine = { ...others, referredBy: 'me' };
const conflicted = { ...others, handledBy: ['me'] };
const linked: JudgedReferral = {
  ...others,
  declaredLinks: [{ mediator: 'a colleague', kind: 'family' }],
};

describe('referralPolicy', () => {
  it.each<[string, ReferralAction, PolicyDecision, ReferralActor, JudgedReferral]>([
    ['mediator', 'decide', 'allowed', mediator, others],
    ['mediator', 'read_notes', 'allowed', mediator, others],
    ['mediator in conflict', 'decide', 'forbidden', mediator, conflicted],
    ['mediator in conflict', 'close', 'forbidden', mediator, conflicted],
    ['mediator in conflict', 'withdraw', 'forbidden', mediator, conflicted],
    ['mediator in conflict', 'hand_over', 'allowed', mediator, conflicted],
    ['mediator in conflict', 'read', 'allowed', mediator, conflicted],
    ['mediator of a Caf with a link', 'decide', 'forbidden', mediator, linked],
    ['mediator of a Caf with a link', 'withdraw', 'forbidden', mediator, linked],
    ['mediator of a Caf with a link', 'correct', 'allowed', mediator, linked],
    ['person', 'correct', 'forbidden', person, others],
    ['partner who referred', 'correct', 'forbidden', partner, mine],
    ['mediator of a Caf with a link', 'hand_over', 'allowed', mediator, linked],
    ['person, with a link at the Caf', 'withdraw', 'allowed', person, linked],
    ['person', 'read', 'allowed', person, others],
    ['person', 'withdraw', 'allowed', person, others],
    ['person', 'answer_solution', 'allowed', person, others],
    ['person', 'read_notes', 'forbidden', person, others],
    ['person', 'decide', 'forbidden', person, others],
    ['person', 'read_log', 'forbidden', person, others],
    ['other person', 'read', 'hidden', otherPerson, others],
    ['other person', 'withdraw', 'hidden', otherPerson, others],
    ['other person', 'decide', 'forbidden', otherPerson, others],
    ['other person who is an administrator', 'read', 'hidden', adminToo, others],
    ['guardian who referred, without a mandate', 'read', 'hidden', guardian, mine],
    ['guardian who referred, without a mandate', 'withdraw', 'hidden', guardian, mine],
    ['guardian who referred', 'read', 'allowed', mandated('speak'), mine],
    ['guardian who referred', 'withdraw', 'allowed', mandated('speak'), mine],
    ['guardian who referred', 'decide', 'forbidden', mandated('speak'), mine],
    ['guardian who may only see', 'read', 'allowed', mandated('see'), mine],
    ['guardian who may only see', 'withdraw', 'forbidden', mandated('see'), mine],
    ['guardian of another person', 'read', 'hidden', mandated('speak', '7654321'), mine],
    ['guardian who did not refer', 'read', 'hidden', mandated('speak'), others],
    ['partner who referred', 'read', 'allowed', partner, mine],
    ['partner who referred', 'supply_information', 'allowed', partner, mine],
    ['partner who referred', 'withdraw', 'forbidden', partner, mine],
    ['partner who referred', 'read_notes', 'forbidden', partner, mine],
    ['other partner', 'read', 'hidden', partner, others],
    ['admin', 'read', 'forbidden', admin, mine],
    ['admin', 'read_log', 'forbidden', admin, others],
    ['auditor', 'read_log', 'allowed', auditor, others],
    ['mediator', 'read_log', 'allowed', mediator, conflicted],
    ['auditor', 'read', 'forbidden', auditor, others],
  ])('%s: %s %s', (_name, action, expected, who, referral) => {
    expect(referralPolicy(who, action, referral)).toBe(expected);
  });

  it('gives a caller without rights on the case the answer of an unknown id', () => {
    fc.assert(
      fc.property(fc.constantFrom(...REFERRAL_ACTIONS), fc.string(), (action, fileNumber) => {
        for (const who of [otherPerson, guardian, partner, admin]) {
          const referral = { ...others, fileNumber: `x${fileNumber}` };
          expect(referralPolicy(who, action, referral)).toBe(referralPolicy(who, action, others));
          expect(referralPolicy(who, action, referral)).not.toBe('allowed');
        }
      }),
    );
  });

  it('allows the acts of mediation to mediators only', () => {
    for (const action of MEDIATION_ACTS) {
      for (const who of [person, guardian, partner, admin, auditor]) {
        expect(referralPolicy(who, action, mine)).toBe('forbidden');
      }
    }
  });

  it('lets a mediator in conflict neither act nor speak for the person', () => {
    for (const action of [...MEDIATION_ACTS, ...PERSON_ACTS]) {
      expect(referralPolicy(mediator, action, conflicted)).toBe('forbidden');
      expect(referralPolicy(mediator, action, linked)).toBe('forbidden');
    }
  });

  it('does not take the name of an object member for a role', () => {
    const odd = actor({ roles: ['constructor', '__proto__'] });
    expect(referralPolicy(odd, 'read', mine)).toBe('forbidden');
  });
});

describe('creationPolicy', () => {
  it.each([
    ['person, own file', 'beneficiary', 'allowed', person],
    ['person, another file', 'beneficiary', 'forbidden', otherPerson],
    ['person as Défenseur des droits', 'defender_of_rights', 'forbidden', person],
    ['guardian without a mandate', 'legal_representative', 'forbidden', guardian],
    ['guardian', 'legal_representative', 'allowed', mandated('speak')],
    ['guardian who may only see', 'legal_representative', 'forbidden', mandated('see')],
    ['guardian of another', 'legal_representative', 'forbidden', mandated('speak', '7654321')],
    ['no guardian', 'legal_representative', 'forbidden', impostor],
    ['guardian as social worker', 'social_worker', 'forbidden', mandated('speak')],
    ['guardian as the person', 'beneficiary', 'forbidden', mandated('speak')],
    ['partner', 'social_worker', 'allowed', partner],
    ['partner', 'defender_of_rights', 'allowed', partner],
    ['partner as the person', 'beneficiary', 'forbidden', partner],
    ['partner as legal representative', 'legal_representative', 'forbidden', partner],
    ['mediator', 'beneficiary', 'allowed', mediator],
    ['mediator', 'state', 'allowed', mediator],
    ['admin', 'beneficiary', 'forbidden', admin],
  ] as const)('%s: %s %s', (_name, origin, expected, who) => {
    expect(creationPolicy(who, { origin, fileNumber: '1234567' })).toBe(expected);
  });
});

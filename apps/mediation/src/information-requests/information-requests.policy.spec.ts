import type { JudgedReferral, ReferralActor } from '../referrals/referrals.policy.js';
import { addressedNames, questionPolicy } from './information-requests.policy.js';

const actor = (change: Partial<ReferralActor>): ReferralActor => ({
  subject: 'me',
  roles: [],
  fileNumber: null,
  organisation: null,
  services: [],
  ...change,
});

const mediator = actor({ roles: ['mediator'] });
const person = actor({ roles: ['beneficiary'], fileNumber: '1234567' });
const otherPerson = actor({ roles: ['beneficiary'], fileNumber: '7654321' });
const guardian = actor({ roles: ['guardian'], organisation: 'udaf' });
const partner = actor({ roles: ['partner_agent'], organisation: 'cpam', services: ['indus'] });
const admin = actor({ roles: ['admin'] });

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

describe('questionPolicy', () => {
  const toPerson = { addressee: 'beneficiary', addresseeName: null } as const;
  const toService = { addressee: 'service', addresseeName: 'indus' } as const;
  const toPartner = { addressee: 'partner', addresseeName: 'cpam' } as const;
  const toOther = { addressee: 'partner', addresseeName: 'carsat' } as const;
  it.each([
    ['mediator', 'allowed', toPartner, mediator, others],
    ['mediator in conflict', 'forbidden', toPartner, mediator, conflicted],
    ['mediator of a Caf with a link', 'forbidden', toPartner, mediator, linked],
    ['person', 'allowed', toPerson, person, others],
    ['person', 'hidden', toService, person, others],
    ['other person', 'hidden', toPerson, otherPerson, others],
    ['guardian who referred', 'allowed', toPerson, guardian, mine],
    ['partner', 'allowed', toService, partner, others],
    ['partner', 'allowed', toPartner, partner, others],
    ['partner', 'hidden', toOther, partner, others],
    ['partner who referred', 'hidden', toOther, partner, mine],
    ['partner who referred', 'hidden', toPerson, partner, mine],
    ['admin', 'hidden', toService, admin, others],
  ] as const)('%s: %s %j', (_name, expected, question, who, referral) => {
    expect(questionPolicy(who, 'answer_question', referral, question)).toBe(expected);
  });

  it('shows a mediator in conflict the question, without the answer', () => {
    expect(questionPolicy(mediator, 'read_question', conflicted, toPartner)).toBe('allowed');
    expect(questionPolicy(person, 'read_question', others, toPerson)).toBe('allowed');
  });

  it('names an actor by organisation and by services', () => {
    expect(addressedNames(partner)).toEqual(['indus', 'cpam']);
    expect(addressedNames(person)).toEqual([]);
  });
});

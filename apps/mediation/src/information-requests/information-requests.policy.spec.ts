import type { JudgedReferral, ReferralActor } from '../referrals/referrals.policy.js';
import { questionPolicy } from './information-requests.policy.js';

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
const partner = actor({ roles: ['partner_agent'], organisation: 'cpam', services: ['indus'] });
const service = actor({ roles: ['caf_agent'], services: ['indus'] });
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
  const put = { addresseeOrganisation: null, addresseeService: null };
  const toPerson = { ...put, addressee: 'beneficiary' } as const;
  const toService = { ...put, addressee: 'service', addresseeService: 'indus' } as const;
  const toPartner = { ...put, addressee: 'partner', addresseeOrganisation: 'cpam' } as const;
  const toOther = { ...put, addressee: 'partner', addresseeOrganisation: 'carsat' } as const;
  it.each([
    ['mediator', 'allowed', toPartner, mediator, others],
    ['mediator in conflict', 'forbidden', toPartner, mediator, conflicted],
    ['mediator of a Caf with a link', 'forbidden', toPartner, mediator, linked],
    ['person', 'allowed', toPerson, person, others],
    ['person', 'hidden', toService, person, others],
    ['other person', 'hidden', toPerson, otherPerson, others],
    ['guardian who referred, without a mandate', 'hidden', toPerson, guardian, mine],
    ['guardian who referred', 'allowed', toPerson, mandated('speak'), mine],
    ['guardian who referred', 'hidden', toService, mandated('speak'), mine],
    ['guardian who may only see', 'forbidden', toPerson, mandated('see'), mine],
    ['guardian of another person', 'hidden', toPerson, mandated('speak', '7654321'), mine],
    ['guardian who did not refer', 'hidden', toPerson, mandated('speak'), others],
    ['service of the Caf', 'allowed', toService, service, others],
    ['service of the Caf', 'hidden', toPartner, service, others],
    ['partner with a service of that name', 'hidden', toService, partner, others],
    ['partner', 'allowed', toPartner, partner, others],
    ['partner', 'hidden', toOther, partner, others],
    ['partner who referred', 'hidden', toOther, partner, mine],
    ['partner who referred', 'hidden', toPerson, partner, mine],
    ['admin', 'hidden', toService, admin, others],
  ] as const)('%s: %s %j', (_name, expected, question, who, referral) => {
    expect(questionPolicy(who, 'answer_question', referral, question)).toBe(expected);
  });

  it('shows a guardian who may see the data of the person the question, without an answer', () => {
    expect(questionPolicy(mandated('see'), 'read_question', mine, toPerson)).toBe('allowed');
    expect(questionPolicy(mandated('see'), 'read_question', mine, toService)).toBe('hidden');
  });

  it('shows a mediator in conflict the question, without the answer', () => {
    expect(questionPolicy(mediator, 'read_question', conflicted, toPartner)).toBe('allowed');
    expect(questionPolicy(person, 'read_question', others, toPerson)).toBe('allowed');
  });
});

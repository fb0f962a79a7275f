import { admissibilityErrors } from '../admissibility/admissibility.errors.js';
import { closureErrors } from '../closure/closure.errors.js';
import { informationRequestErrors } from '../information-requests/information-request.errors.js';
import { recommendationErrors } from '../recommendations/recommendation.errors.js';
import { referralErrors, refuseAt } from './referrals.errors.js';

const all = [
  referralErrors,
  closureErrors,
  informationRequestErrors,
  recommendationErrors,
  admissibilityErrors,
].flatMap((group) => Object.values(group).map((error) => error.definition));

const places = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('the errors of referrals', () => {
  it('have each a code of their own', () => {
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  });

  it.each(all)('$code says the same in both languages', ({ title, detail }) => {
    expect(title.fr).not.toBe('');
    expect(title.en).not.toBe('');
    expect(places(detail?.fr ?? '')).toEqual(places(detail?.en ?? ''));
  });
});

describe('refuseAt', () => {
  it('lays the error at a member, with its sentence filled', () => {
    const error = refuseAt('/receivedOn', referralErrors.receivedInFuture, {
      receivedOn: '2024-02-02',
      today: '2024-02-01',
    });
    expect(error.code).toBe('mediation/received-in-future');
    expect(error.fields).toEqual([
      {
        pointer: '/receivedOn',
        code: 'mediation/received-in-future',
        detail: {
          fr: 'La date de réception 2024-02-02 est après aujourd’hui (2024-02-01).',
          en: 'The date of receipt 2024-02-02 is after today (2024-02-01).',
        },
      },
    ]);
  });
});

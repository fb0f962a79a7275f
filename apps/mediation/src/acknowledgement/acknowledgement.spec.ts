import { localDate as day } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import { timeLimitFor } from '../time-limits/time-limits.js';
import { acknowledgementOf } from './acknowledgement.js';

const service = {
  name: 'Médiation administrative',
  postalAddress: null,
  email: 'mediation@example.org',
  phone: null,
};
const complete = {
  reference: 'MED-2024-000001',
  receivedOn: day('2024-02-01'),
  priorClaimMadeOn: day('2024-01-20'),
  appealDeadline: day('2024-03-15'),
};
const rsa = timeLimitFor('rsa', complete.receivedOn);

describe('acknowledgementOf', () => {
  it('carries the five elements of R112-5', () => {
    const letter = acknowledgementOf(complete, service, rsa);
    expect(letter.receivedOn).toBe('2024-02-01');
    expect(letter.receipt.fr).toBe(
      'Votre demande de médiation MED-2024-000001 a été reçue le 1er février 2024.',
    );
    expect(letter.service).toBe(service);
    expect(letter.missing).toEqual([]);
    expect(letter.silence).toHaveLength(2);
    expect(letter.remedies.map(({ fr }) => fr).join(' ')).toContain('15 mars 2024');
  });

  it('warns that nothing is suspended yet', () => {
    const [first] = acknowledgementOf(complete, service, rsa).remedies;
    expect(first?.fr).toContain('ne suspend pas encore');
  });

  it.each([
    ['claim', { priorClaimMadeOn: null }, 1],
    ['deadline', { appealDeadline: null }, 1],
    ['both', { priorClaimMadeOn: null, appealDeadline: null }, 2],
  ])('asks for what is missing: %s', (_name, change, count) => {
    expect(acknowledgementOf({ ...complete, ...change }, service, rsa).missing).toHaveLength(count);
  });

  it('does not announce a silence that is not verified', () => {
    const housing = timeLimitFor('housing', complete.receivedOn);
    expect(acknowledgementOf(complete, service, housing).silence).toHaveLength(1);
  });

  it.each(BENEFITS)('leaves no place open in either language: %s', (benefit) => {
    const limit = timeLimitFor(benefit, complete.receivedOn);
    const letter = acknowledgementOf({ ...complete, appealDeadline: null }, service, limit);
    expect(JSON.stringify(letter)).not.toMatch(/\{\w+\}/);
  });
});

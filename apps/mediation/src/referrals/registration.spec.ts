import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { checkRegistration } from './registration.js';

const TODAY = day('2024-03-29');
const orNull = (text: string | null) => (text === null ? null : day(text));

describe('checkRegistration', () => {
  it.each<[string, string, string | null, string | null, string | null]>([
    ['received today', '2024-03-29', null, null, null],
    ['received tomorrow', '2024-03-30', null, null, 'mediation/received-in-future /receivedOn'],
    ['claim the day before', '2024-02-01', '2024-01-31', null, null],
    ['claim on the same day', '2024-02-01', '2024-02-01', null, null],
    [
      'claim the day after',
      '2024-02-01',
      '2024-02-02',
      null,
      'mediation/prior-claim-after-referral /priorClaim/madeOn',
    ],
    ['deadline on the day of receipt', '2024-02-01', null, '2024-02-01', null],
    ['deadline since past, but not at receipt', '2024-02-01', null, '2024-02-15', null],
    [
      'deadline the day before receipt',
      '2024-02-01',
      null,
      '2024-01-31',
      'mediation/appeal-deadline-already-past /appealDeadline',
    ],
  ])('%s', (_name, receivedOn, priorClaimMadeOn, appealDeadline, expected) => {
    const registration = {
      receivedOn: day(receivedOn),
      priorClaimMadeOn: orNull(priorClaimMadeOn),
      appealDeadline: orNull(appealDeadline),
    };
    expect(
      refusal(() => {
        checkRegistration(registration, TODAY);
      }),
    ).toBe(expected);
  });
});

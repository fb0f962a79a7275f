import { localDate as day } from '@passerelle/kernel';

import { clockOf } from './referral-clock.js';

const referral = {
  status: 'closed' as const,
  appealDeadline: day('2024-03-15'),
  openedOn: day('2024-02-09'),
  communicatedToPersonOn: day('2024-03-29'),
  communicatedToServiceOn: day('2024-03-29'),
  withdrawnOn: null,
  joinedOn: null,
  courtSeizedOn: null,
};
const untold = { ...referral, communicatedToPersonOn: null, communicatedToServiceOn: null };
const issued = [{ withdrawnOn: null }];

describe('clockOf', () => {
  it('reads a closed case with its recommendation', () => {
    expect(clockOf(referral, issued, day('2024-04-01'))).toMatchObject({
      newDeadline: '2024-05-03',
      toBeConfirmed: null,
    });
  });

  it('does not count a recommendation that was withdrawn', () => {
    const withdrawn = [{ withdrawnOn: day('2024-03-28') }];
    expect(clockOf(referral, withdrawn, day('2024-04-01')).toBeConfirmed).not.toBeNull();
    const oneLeft = [...withdrawn, ...issued];
    expect(clockOf(referral, oneLeft, day('2024-04-01')).toBeConfirmed).toBeNull();
  });

  it.each([
    ['received', { ...untold, status: 'received' as const, openedOn: null }, 'unsafe'],
    [
      'more information requested',
      { ...untold, status: 'more_information_requested' as const, openedOn: null },
      'unsafe',
    ],
    ['redirected', { ...untold, status: 'redirected' as const, openedOn: null }, 'running'],
    [
      'transferred undecided',
      { ...untold, status: 'transferred' as const, openedOn: null },
      'unsafe',
    ],
    ['transferred after its opening', { ...untold, status: 'transferred' as const }, 'suspended'],
    ['in review', { ...untold, status: 'in_review' as const }, 'suspended'],
    [
      'withdrawn',
      { ...untold, status: 'withdrawn' as const, withdrawnOn: day('2024-02-20') },
      'resumed',
    ],
    ['joined', { ...untold, status: 'joined' as const, joinedOn: day('2024-02-20') }, 'resumed'],
    [
      'lapsed',
      { ...untold, status: 'lapsed' as const, courtSeizedOn: day('2024-02-20') },
      'court_seized',
    ],
  ])('%s', (_name, state, status) => {
    expect(clockOf(state, [], day('2024-02-21')).status).toBe(status);
  });
});

import { type LocalDate, localDate as day, NATIONAL_CALENDAR } from '@passerelle/kernel';
import { sentenceFaults } from '@passerelle/testing';

import { LastDay } from '../time-limits/last-day.js';
import { clockOf as clockWith, clockRemarks } from './referral-clock.js';

const LAST_DAY = new LastDay({ rolls: true, franc: false }, NATIONAL_CALENDAR);
type Referral = Parameters<typeof clockWith>[0];
type Recommendations = Parameters<typeof clockWith>[1];
const clockOf = (state: Referral, recommendations: Recommendations, today: LocalDate) =>
  clockWith(state, recommendations, today, LAST_DAY);

const referral = {
  status: 'closed' as const,
  appealDeadline: day('2024-03-15'),
  remediesPrinted: null,
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

describe('clockRemarks', () => {
  const subject = {
    benefit: 'family' as const,
    reason: 'overpayment' as const,
    receivedOn: day('2024-02-01'),
  };
  const remarks = (state: object, about: object = {}) => {
    const said = clockRemarks(
      clockOf({ ...referral, ...state }, issued, day('2024-04-01')),
      { ...subject, ...about },
      LAST_DAY,
    );
    expect(sentenceFaults(said)).toEqual([]);
    return said.map(({ fr }) => fr);
  };

  it('has none where all is verified and no day moved', () => {
    expect(remarks({})).toEqual([]);
  });

  it.each([
    ['a benefit whose limit is not verified', {}, { benefit: 'housing' }, 'pas vérifié'],
    [
      'a last day that moved',
      { communicatedToPersonOn: day('2024-03-30') },
      {},
      'Le 4 mai 2024 n’est pas un jour ouvrable : le délai va jusqu’au 6 mai 2024',
    ],
    ['limits that were not printed', { remediesPrinted: false }, {}, 'R142-1-A III'],
  ])('%s', (_name, state, about, words) => {
    expect(remarks(state, about).join(' ')).toContain(words);
  });

  it('says nothing of the benefit for a penalty, nor where no deadline is known', () => {
    expect(remarks({}, { benefit: 'housing', reason: 'penalty' })).toEqual([]);
    expect(remarks({ appealDeadline: null }, { benefit: 'housing' })).toEqual([]);
  });
});

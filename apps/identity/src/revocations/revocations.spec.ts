import { revocationKey } from '@passerelle/auth';

import { type EndedSession, revocationsOf } from './revocations.js';

const AT = new Date('2024-04-02T08:00:00.900Z');
const SECOND = Math.floor(AT.getTime() / 1_000);
const later = (seconds: number): Date => new Date(AT.getTime() + seconds * 1_000);

const ended = (count: number, accountId = 'account'): EndedSession[] =>
  Array.from({ length: count }, (_, n) => ({
    id: `${accountId} ${String(n)}`,
    accountId,
    endedAt: later(n),
  }));

describe('revocationsOf', () => {
  it('of nothing is empty', () => {
    expect(revocationsOf([], [])).toEqual({ sessions: [], subjects: {} });
  });

  it('lists ten ended sessions of an account one by one, without the ids themselves', () => {
    const list = revocationsOf(ended(10), []);
    expect(list.sessions).toEqual(ended(10).map(({ id }) => revocationKey(id)));
    expect(list.subjects).toEqual({});
    expect(JSON.stringify(list)).not.toContain('account');
  });

  it('lists the account instead of eleven sessions, up to the last end', () => {
    const list = revocationsOf([...ended(11), ...ended(1, 'other')], []);
    expect(list.sessions).toEqual([revocationKey('other 0')]);
    expect(list.subjects).toEqual({ [revocationKey('account')]: SECOND + 10 });
  });

  it.each([
    [5, SECOND + 10],
    [20, SECOND + 20],
  ])('keeps the later of two moments of one account (%i s)', (seconds, expected) => {
    const subject = { subjectId: 'account', issuedBefore: later(seconds) };
    const { subjects } = revocationsOf(ended(11), [subject]);
    expect(subjects).toEqual({ [revocationKey('account')]: expected });
  });
});

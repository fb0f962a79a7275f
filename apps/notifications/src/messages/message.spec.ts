import {
  daysAgo,
  firstStatus,
  MAX_ATTEMPTS,
  mayRetry,
  retryDelayMs,
  settle,
  STATUSES,
} from './message.js';

const NOW = new Date('2024-04-02T08:00:00Z');
const EARLIER = new Date('2024-04-02T07:59:59Z');
const LATER = new Date('2024-04-02T08:00:01Z');

describe('a message', () => {
  it.each([
    [null, true, 'queued'],
    [null, false, 'kept'],
    [LATER, true, 'queued'],
    [NOW, true, 'expired'],
    [EARLIER, false, 'expired'],
  ])('that expires at %s, with a transport: %s, starts %s', (expiresAt, hasTransport, status) => {
    expect(firstStatus(expiresAt, hasTransport, NOW)).toBe(status);
  });

  it.each([
    [{ kind: 'sent' }, 'sent', null, true],
    [{ kind: 'refused', code: 'smtp_550' }, 'undeliverable', 'smtp_550', false],
    [{ kind: 'unclear', code: 'interrupted' }, 'unknown', 'interrupted', false],
    [{ kind: 'too_late', code: 'smtp_421' }, 'expired', 'smtp_421', true],
    [{ kind: 'no_transport' }, 'kept', null, false],
    [{ kind: 'not_now', code: 'smtp_421' }, 'queued', 'smtp_421', false],
  ] as const)('after %j is %s', (outcome, status, lastErrorCode, forget) => {
    expect(settle(outcome, 1, NOW)).toEqual({
      status,
      lastErrorCode,
      forget,
      untried: false,
      dueAt: status === 'queued' ? new Date(NOW.getTime() + 5_000) : null,
      sentAt: status === 'sent' ? NOW : null,
    });
  });

  it('held back by a limit waits for the hour, and has not used up an attempt', () => {
    const outcome = { kind: 'held', code: 'recipient_limit', until: LATER } as const;
    expect(settle(outcome, MAX_ATTEMPTS, NOW)).toEqual({
      status: 'queued',
      lastErrorCode: 'recipient_limit',
      dueAt: LATER,
      sentAt: null,
      forget: false,
      untried: true,
    });
  });

  it('waits longer each time, and is given up after the last attempt', () => {
    const delays = Array.from({ length: MAX_ATTEMPTS }, (_, index) => retryDelayMs(index + 1));
    expect(delays.map((ms) => ms / 1_000)).toEqual([
      5, 15, 45, 135, 405, 1_215, 3_645, 10_935, 21_600, 21_600, 21_600, 21_600,
    ]);
    const outcome = { kind: 'not_now', code: 'smtp_421' } as const;
    expect(settle(outcome, MAX_ATTEMPTS - 1, NOW).status).toBe('queued');
    expect(settle(outcome, MAX_ATTEMPTS, NOW)).toMatchObject({ status: 'failed', dueAt: null });
  });

  it('may be sent again by hand only while it has neither left nor is about to', () => {
    expect(STATUSES.filter(mayRetry)).toEqual(['kept', 'unknown', 'failed', 'undeliverable']);
  });

  it('counts days of retention in Paris', () => {
    expect(daysAgo(15, new Date('2024-04-02T22:30:00Z'))).toEqual(new Date('2024-03-18T23:00:00Z'));
  });
});

import { judgeRenewal, type Renewal } from './renewal.js';

const NOW = new Date('2024-04-02T08:00:00Z');
const after = (seconds: number): Date => new Date(NOW.getTime() + seconds * 1_000);
const ago = (seconds: number): Date => after(-seconds);
const GRACE_MS = 20_000;

describe('judgeRenewal', () => {
  it.each<[string, Date, Date | null, Date, Date | null, Renewal]>([
    ['a fresh token', after(1), null, after(1), null, 'renew'],
    ['an expired token', NOW, null, after(1), null, 'refused'],
    ['a session at its absolute end', after(1), null, NOW, null, 'refused'],
    ['a session that was ended', after(1), null, after(1), NOW, 'refused'],
    ['a token of the other tab', after(1), NOW, after(1), null, 'repeat'],
    ['a token used 20 seconds ago', after(1), ago(20), after(1), null, 'repeat'],
    ['a token used 21 seconds ago', after(1), ago(21), after(1), null, 'reused'],
    ['a token used at an hour that lies ahead', after(1), after(21), after(1), null, 'reused'],
    ['a token used 21 seconds ago, session ended', after(1), ago(21), after(1), NOW, 'reused'],
    ['a token used just now, session ended', after(1), NOW, after(1), NOW, 'refused'],
    ['a token used just now, absolute end', after(1), NOW, NOW, null, 'refused'],
    ['an expired token used before', NOW, ago(21), after(1), null, 'refused'],
  ])('%s', (_, expiresAt, usedAt, endsAt, endedAt, expected) => {
    expect(judgeRenewal({ expiresAt, usedAt }, { endsAt, endedAt }, NOW, GRACE_MS)).toBe(expected);
  });

  it('gives nothing again without a grace', () => {
    const token = { expiresAt: after(1), usedAt: ago(1) };
    expect(judgeRenewal(token, { endsAt: after(1), endedAt: null }, NOW, 0)).toBe('reused');
  });
});

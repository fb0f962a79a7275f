import { addDays, localDate } from '@passerelle/kernel';

import { agentAccess, type AgentTerms, recertificationDueOn } from './agent-access.js';

const LIMITS = { unusedMonths: 6, recertificationMonths: 12 };

const terms = (changes: Partial<AgentTerms> = {}): AgentTerms => ({
  createdAt: new Date('2024-01-10T09:00:00Z'),
  startsOn: localDate('2024-01-15'),
  endsOn: null,
  recertifiedOn: localDate('2024-01-10'),
  endedAt: null,
  lastUsedAt: new Date('2024-06-01T08:00:00Z'),
  agreement: { status: 'open', statusOn: localDate('2024-01-12'), endsOn: localDate('2026-12-31') },
  ...changes,
});

describe('agentAccess', () => {
  it.each([
    ['2024-01-14T22:59:59Z', {}, 'not_started'],
    ['2024-01-14T23:00:00Z', {}, 'open'],
    ['2024-06-30T21:59:59Z', { endsOn: localDate('2024-06-30') }, 'open'],
    ['2024-06-30T22:00:00Z', { endsOn: localDate('2024-06-30') }, 'end_date_reached'],
    ['2024-11-30T22:59:59Z', {}, 'open'],
    ['2024-11-30T23:00:00Z', {}, 'unused'],
    ['2024-07-14T21:59:59Z', { lastUsedAt: null }, 'open'],
    ['2024-07-14T22:00:00Z', { lastUsedAt: null }, 'unused'],
    ['2025-01-09T22:59:59Z', { lastUsedAt: new Date('2025-01-01T00:00:00Z') }, 'open'],
    ['2025-01-09T23:00:00Z', { lastUsedAt: new Date('2025-01-01T00:00:00Z') }, 'not_recertified'],
    ['2024-06-02T08:00:00Z', { endedAt: new Date('2024-06-02T07:00:00Z') }, 'ended'],
  ] as const)('at %s with %j: %s', (at, changes, verdict) => {
    expect(agentAccess(terms(changes), new Date(at), LIMITS)).toBe(verdict);
  });

  it.each(['suspended', 'terminated', 'members_entered'] as const)(
    'is closed while the agreement is %s',
    (status) => {
      const agreement = { status, statusOn: localDate('2024-02-01'), endsOn: null };
      expect(agentAccess(terms({ agreement }), new Date('2024-06-02T08:00:00Z'), LIMITS)).toBe(
        'agreement_not_in_force',
      );
    },
  );

  it('counts the six months from the opening of an agreement that opened late', () => {
    const agreement = {
      status: 'open',
      statusOn: localDate('2024-05-31'),
      endsOn: null,
    } as const;
    const late = terms({ agreement, lastUsedAt: null });
    expect(agentAccess(late, new Date('2024-11-29T12:00:00Z'), LIMITS)).toBe('open');
    expect(agentAccess(late, new Date('2024-11-30T12:00:00Z'), LIMITS)).toBe('unused');
  });

  it.each([
    [
      'the day on which the agent was added',
      { createdAt: new Date('2024-03-01T09:00:00Z') },
      '2024-09-01',
    ],
    ['the first day of access', { startsOn: localDate('2024-03-10') }, '2024-09-10'],
    ['the last use', { lastUsedAt: new Date('2024-04-05T09:00:00Z') }, '2024-10-05'],
    [
      'the reopening of the agreement after the last use',
      {
        lastUsedAt: new Date('2024-02-01T09:00:00Z'),
        agreement: { status: 'open', statusOn: localDate('2024-05-20'), endsOn: null },
      },
      '2024-11-20',
    ],
  ] as const)('counts the six months from %s', (_, changes, closedOn) => {
    const agent = terms({ lastUsedAt: null, ...changes });
    const noonBefore = new Date(`${addDays(localDate(closedOn), -1)}T12:00:00Z`);
    expect(agentAccess(agent, noonBefore, LIMITS)).toBe('open');
    expect(agentAccess(agent, new Date(`${closedOn}T12:00:00Z`), LIMITS)).toBe('unused');
  });
});

describe('recertificationDueOn', () => {
  it('is twelve months after the last confirmation', () => {
    const { recertifiedOn } = terms();
    expect(recertificationDueOn({ recertifiedOn }, LIMITS)).toBe('2025-01-10');
  });
});

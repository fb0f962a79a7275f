import fc from 'fast-check';

import { addDays, localDate } from '@passerelle/kernel';

import { SUSPENSION_STATUSES, suspensionStep, type TenantFacts } from './suspension.js';

const CAMPAIGN = {
  referenceYear: 2023,
  opensOn: localDate('2023-08-01'),
  suspensionOn: localDate('2024-01-15'),
  closesOn: localDate('2024-03-31'),
  correctionEndsOn: localDate('2024-06-30'),
};
const MISSING: TenantFacts = {
  expected: true,
  firstDeclaredOn: null,
  waitingSince: null,
  lastDayOfRight: null,
  onRecord: null,
};
const step = (facts: object, day: string) =>
  suspensionStep({ ...MISSING, ...facts }, CAMPAIGN, localDate(day));

describe('a tenant without a suspension on record', () => {
  it.each([
    ['2024-01-14', {}, null],
    ['2024-01-15', {}, 'suspend'],
    // A run that comes days late.
    ['2024-01-19', {}, 'suspend'],
    ['2024-01-15', { firstDeclaredOn: '2024-01-14' }, null],
    ['2024-01-19', { firstDeclaredOn: '2024-01-17' }, null],
    // Declared in time, and the Caf has not confirmed yet.
    ['2024-01-15', { waitingSince: '2024-01-14' }, null],
    ['2024-06-01', { waitingSince: '2023-12-10' }, null],
    ['2024-01-15', { waitingSince: '2024-01-15' }, 'suspend'],
    ['2024-01-15', { lastDayOfRight: '2024-01-14' }, null],
    ['2024-01-15', { lastDayOfRight: '2024-01-15' }, 'suspend'],
    ['2024-03-01', { lastDayOfRight: '2024-01-31' }, 'suspend'],
    ['2024-01-15', { expected: false }, null],
    // An event that had ended the right was cancelled; an import was withdrawn with its declarations.
    ['2024-02-01', { onRecord: 'withdrawn' }, 'suspend'],
    ['2024-02-01', { onRecord: 'regularised' }, 'suspend'],
  ])('on %s, %p: %s', (day, facts, expected) => {
    expect(step(facts, day)).toBe(expected);
  });
});

describe('a suspended tenant', () => {
  it.each([
    ['2024-01-15', {}, null],
    ['2024-02-01', { firstDeclaredOn: '2024-02-01' }, 'regularise'],
    // A letter that arrived before the suspension.
    ['2024-02-01', { firstDeclaredOn: '2024-01-10' }, 'regularise'],
    ['2024-02-01', { waitingSince: '2024-01-10' }, 'regularise'],
    // Declared too late: the aid is stopped until a person has confirmed the line.
    ['2024-02-01', { waitingSince: '2024-01-15' }, null],
    ['2024-02-01', { lastDayOfRight: '2023-12-31' }, 'right_ended'],
    ['2024-02-01', { lastDayOfRight: '2024-01-31' }, null],
    ['2024-02-01', { firstDeclaredOn: '2024-02-01', lastDayOfRight: '2023-12-31' }, 'regularise'],
    ['2024-02-01', { expected: false }, 'not_expected'],
    // The day of suspension was postponed.
    ['2024-01-10', {}, 'postponed'],
  ])('on %s, %p: %s', (day, facts, expected) => {
    expect(step({ onRecord: 'suspended', ...facts }, day)).toBe(expected);
  });
});

it('no tenant needs a second step after a step, whatever the facts', () => {
  const day = fc.integer({ min: 0, max: 400 }).map((n) => addDays(CAMPAIGN.opensOn, n));
  const maybe = fc.option(day, { nil: null });
  const facts = fc.record({
    expected: fc.boolean(),
    firstDeclaredOn: maybe,
    waitingSince: maybe,
    lastDayOfRight: maybe,
    onRecord: fc.option(fc.constantFrom(...SUSPENSION_STATUSES), { nil: null }),
  });
  fc.assert(
    fc.property(facts, day, (tenant, today) => {
      const taken = suspensionStep(tenant, CAMPAIGN, today);
      if (taken === null) return;
      const onRecord =
        taken === 'suspend' ? 'suspended' : taken === 'regularise' ? 'regularised' : 'withdrawn';
      expect(suspensionStep({ ...tenant, onRecord }, CAMPAIGN, today)).toBeNull();
    }),
  );
});

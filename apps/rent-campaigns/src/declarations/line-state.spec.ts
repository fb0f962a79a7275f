import { localDate } from '@passerelle/kernel';

import { aidStopped, type LineFacts, lineState } from './line-state.js';

const CAMPAIGN = {
  referenceYear: 2023,
  opensOn: localDate('2023-08-01'),
  suspensionOn: localDate('2024-01-15'),
  closesOn: localDate('2024-03-31'),
  correctionEndsOn: localDate('2024-06-30'),
};
const NOTHING: LineFacts = {
  status: null,
  firstDeclaredOn: null,
  waitingSince: null,
  rectified: false,
  remindersSent: 0,
  lastDayOfRight: null,
  regularised: false,
};
const state = (facts: object, day: string) =>
  lineState({ ...NOTHING, ...facts }, CAMPAIGN, localDate(day));

describe('a tenant who is not declared', () => {
  it.each([
    ['2023-09-01', {}, 'expected'],
    ['2023-09-06', { remindersSent: 1 }, 'reminded'],
    ['2024-01-14', { remindersSent: 5 }, 'reminded'],
    ['2024-01-15', { remindersSent: 5 }, 'suspended'],
    ['2023-11-01', { lastDayOfRight: '2023-10-31' }, 'closed'],
    ['2023-10-31', { lastDayOfRight: '2023-10-31' }, 'expected'],
    ['2024-02-01', { lastDayOfRight: '2023-10-31' }, 'closed'],
  ])('%s %p: %s', (day, facts, expected) => {
    expect(state(facts, day)).toBe(expected);
  });
});

describe('a declared tenant', () => {
  const declared = { status: 'accepted', firstDeclaredOn: '2023-09-10' };
  const late = { status: 'accepted', firstDeclaredOn: '2024-02-10' };
  it.each([
    ['2023-09-10', declared, 'declared'],
    ['2023-12-31', declared, 'declared'],
    ['2024-01-01', declared, 'integrated'],
    ['2024-02-10', late, 'regularised'],
    ['2024-02-10', { ...declared, firstDeclaredOn: '2024-01-15' }, 'regularised'],
    ['2024-02-10', { ...declared, firstDeclaredOn: '2024-01-14' }, 'integrated'],
    [
      '2024-02-10',
      { ...declared, firstDeclaredOn: '2024-01-14', regularised: true },
      'regularised',
    ],
    ['2024-02-10', { ...declared, rectified: true }, 'rectified'],
    ['2024-02-10', { ...declared, status: 'to_confirm' }, 'to_confirm'],
    // The July rent stays declared when the tenant leaves after July.
    ['2024-02-10', { ...declared, lastDayOfRight: '2023-10-31' }, 'integrated'],
  ])('%s %p: %s', (day, facts, expected) => {
    expect(state(facts, day)).toBe(expected);
  });
});

describe('a line that was never accepted', () => {
  it.each([
    ['2023-09-10', 'to_confirm', 'to_confirm'],
    ['2023-09-10', 'rejected', 'rejected'],
    ['2024-01-15', 'to_confirm', 'to_confirm'],
    ['2024-01-15', 'rejected', 'suspended'],
  ])('%s %s: %s', (day, status, expected) => {
    expect(state({ status }, day)).toBe(expected);
  });
});

describe('the aid is stopped', () => {
  it.each<[string, Partial<LineFacts>, boolean]>([
    ['2024-01-14', {}, false],
    ['2024-01-15', {}, true],
    ['2024-01-15', { status: 'rejected' }, true],
    ['2024-03-01', { firstDeclaredOn: localDate('2024-02-28') }, false],
    // Declared in time, and the Caf has not confirmed yet.
    ['2024-03-01', { status: 'to_confirm', waitingSince: localDate('2024-01-14') }, false],
    ['2024-03-01', { status: 'to_confirm', waitingSince: localDate('2024-01-15') }, true],
    ['2024-03-01', { lastDayOfRight: localDate('2024-02-29') }, false],
    ['2024-03-01', { lastDayOfRight: localDate('2024-03-01') }, true],
  ])('on %s, %p: %s', (day, facts, expected) => {
    expect(aidStopped({ ...NOTHING, ...facts }, CAMPAIGN, localDate(day))).toBe(expected);
  });
});

import { addDays, addMonths, type LocalDate, localDate as day } from '@passerelle/kernel';
import { sentenceFaults } from '@passerelle/testing';
import fc from 'fast-check';

import { priorClaimSilence, silenceOf } from './silence.js';
import { type Contested, type TimeLimit, timeLimitFor } from './time-limits.js';

const limitOf = (contested: Contested): TimeLimit => {
  const limit = timeLimitFor(contested, day('2024-01-15'));
  if (limit === null) throw new Error(`no limit for ${contested}`);
  return limit;
};
const claim = (receivedOn: string, ...documents: string[]) => ({
  receivedOn: day(receivedOn),
  documentsReceivedOn: documents.map(day),
});

describe('silenceOf', () => {
  it.each([
    ['two months from receipt', claim('2023-02-02'), '2023-02-02', '2023-04-02', 0],
    ['restarted by documents', claim('2023-02-02', '2023-03-10'), '2023-03-10', '2023-05-10', 0],
    [
      'by the last of them',
      claim('2023-02-02', '2023-03-20', '2023-03-10'),
      '2023-03-20',
      '2023-05-20',
      0,
    ],
    [
      'by documents of its last day',
      claim('2023-02-02', '2023-04-02'),
      '2023-04-02',
      '2023-06-02',
      0,
    ],
    [
      'after its end: to be confirmed',
      claim('2023-02-02', '2023-04-03'),
      '2023-04-03',
      '2023-06-03',
      1,
    ],
    [
      'never earlier than receipt',
      claim('2023-02-02', '2023-01-10'),
      '2023-02-02',
      '2023-04-02',
      0,
    ],
    // Nobody has to act on that day, so a Sunday stays a Sunday.
    ['ending on a Sunday', claim('2026-09-08'), '2026-09-08', '2026-11-08', 0],
  ])('%s', (_, given, countsFrom, rejectsOn, confirmations) => {
    const silence = silenceOf(limitOf('family'), given);
    expect(silence).toMatchObject({ countsFrom, rejectsOn });
    expect(silence?.toBeConfirmed).toHaveLength(confirmations);
    expect(sentenceFaults(silence?.toBeConfirmed ?? [])).toEqual([]);
  });

  it('says that the restart was read for the commission only', () => {
    expect(silenceOf(limitOf('rsa'), claim('2023-02-02'))?.toBeConfirmed).toEqual([]);
    const restarted = silenceOf(limitOf('rsa'), claim('2023-02-02', '2023-03-10'));
    expect(restarted?.toBeConfirmed).toMatchObject([
      { fr: expect.stringContaining('vérifiée') as string },
    ]);
  });

  it.each(['housing', 'penalty'] as const)('is not known, or does not exist: %s', (contested) => {
    expect(silenceOf(limitOf(contested), claim('2023-02-02'))).toBeNull();
  });

  it('ends two months after the last document, in whatever order they came', () => {
    const anyDay = fc.nat({ max: 700 }).map((passed) => addDays(day('2023-01-01'), passed));
    fc.assert(
      fc.property(
        anyDay,
        fc.array(anyDay, { maxLength: 6 }),
        fc.nat(),
        (receivedOn, documents, turn) => {
          const silence = silenceOf(limitOf('family'), {
            receivedOn,
            documentsReceivedOn: documents,
          });
          const cut = documents.length === 0 ? 0 : turn % documents.length;
          const turned = [...documents.slice(cut), ...documents.slice(0, cut)];
          expect(silenceOf(limitOf('family'), { receivedOn, documentsReceivedOn: turned })).toEqual(
            silence,
          );
          const last = [receivedOn, ...documents].sort().at(-1) as LocalDate;
          expect(silence?.rejectsOn).toBe(addMonths(last, 2));
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('priorClaimSilence', () => {
  const referral = {
    benefit: 'family' as const,
    reason: 'overpayment' as const,
    priorClaimMadeOn: day('2024-01-20'),
    priorClaimCompletedOn: null,
  };

  it.each([
    ['a claim', {}, '2024-03-20'],
    ['a claim completed later', { priorClaimCompletedOn: day('2024-02-05') }, '2024-04-05'],
    ['no claim', { priorClaimMadeOn: null }, null],
    ['a benefit without a known limit', { benefit: 'other' as const }, null],
    ['a penalty: no claim comes before the court', { reason: 'penalty' as const }, null],
  ])('%s', (_, changes, rejectsOn) => {
    expect(priorClaimSilence({ ...referral, ...changes })?.rejectsOn ?? null).toBe(rejectsOn);
  });
});

import { DomainError, localDate, startOfParisDay } from '@passerelle/kernel';
import fc from 'fast-check';
import {
  approve,
  assertCorrectionExplained,
  knownFromOf,
  reject,
  shortList,
  submit,
  type VersionFacts,
} from './version.js';

const TODAY = localDate('2024-04-30');
const NOW = startOfParisDay(TODAY).getTime() + 36_000_000;
const FIRST_DAYS = [localDate('2022-07-01'), localDate('2023-04-01')];
const SERIES = [{ ref: 'rsa/base_amount', firstDays: FIRST_DAYS }];

function version(over: Partial<VersionFacts> = {}): VersionFacts {
  return {
    status: 'draft',
    effectiveFrom: localDate('2024-04-01'),
    reference: 'Décret n° 2024-396',
    correctionReason: null,
    preparedBy: ['editor'],
    submittedBy: null,
    approvedBy: null,
    ...over,
  };
}

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'accepted';
  } catch (error) {
    if (error instanceof DomainError) return error.code;
    throw error;
  }
}

const submitted = version({ status: 'submitted', submittedBy: 'editor' });
const approved = version({ status: 'approved', submittedBy: 'editor', approvedBy: 'publisher' });

describe('a version', () => {
  it('goes from draft to approved by two people', () => {
    expect(submit(version(), 'editor', 3)).toEqual({ status: 'submitted', submittedBy: 'editor' });
    expect(approve(submitted, 'publisher')).toEqual({
      status: 'approved',
      approvedBy: 'publisher',
    });
  });

  it.each<[string, VersionFacts, string, string]>([
    ['by the one who submitted', submitted, 'editor', 'scales/second-person-required'],
    [
      'by one who prepared it',
      version({ status: 'submitted', submittedBy: 'x', preparedBy: ['editor', 'publisher'] }),
      'publisher',
      'scales/second-person-required',
    ],
    ['of a draft', version(), 'publisher', 'scales/version-not-submitted'],
    ['a second time', approved, 'publisher', 'scales/version-not-submitted'],
    ['a second time by another', approved, 'third', 'scales/version-not-submitted'],
  ])('refuses an approval %s', (_, one, actor, code) => {
    expect(codeOf(() => approve(one, actor))).toBe(code);
  });

  it('is never submitted empty or twice, nor rejected as a draft', () => {
    expect(codeOf(() => submit(version(), 'editor', 0))).toBe('scales/empty-version');
    expect(codeOf(() => submit(submitted, 'editor', 1))).toBe('scales/version-not-draft');
    expect(codeOf(() => reject(version()))).toBe('scales/version-not-submitted');
    expect(codeOf(() => reject({ ...approved, status: 'published' }))).toBe(
      'scales/version-not-submitted',
    );
    for (const status of ['submitted', 'approved', 'scheduled'] as const) {
      expect(reject({ ...approved, status })).toEqual({
        status: 'draft',
        submittedBy: null,
        approvedBy: null,
      });
    }
  });

  it('is never approved by the hands that made it', () => {
    const people = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(people, { minLength: 1 }), people, people, (preparedBy, by, actor) => {
        const one = version({ status: 'submitted', preparedBy, submittedBy: by });
        const own = preparedBy.includes(actor) || by === actor;
        expect(codeOf(() => approve(one, actor)) === 'accepted').toBe(!own);
      }),
    );
  });
});

describe('a publication', () => {
  it.each<[string, string, number | null]>([
    ['today, known from now', '2024-04-30', NOW],
    ['for an earlier day, known since it began', '2024-04-20', Date.parse('2024-04-19T22:00:00Z')],
    ['for a later day, not yet known', '2024-05-02', null],
  ])('is %s', (_, on, knownFrom) => {
    expect(knownFromOf(approved, SERIES, localDate(on), NOW, TODAY)).toBe(knownFrom);
  });

  it.each<[string, Partial<VersionFacts>, string, string]>([
    ['of an approved version', {}, '2024-04-30', 'accepted'],
    ['of the day of its text', { reference: 'Décret du 30/04/2024' }, '2024-04-30', 'accepted'],
    [
      'before the day of its text',
      { reference: 'Décret du 01/05/2024' },
      '2024-04-30',
      'scales/reference-too-late',
    ],
    ['before approval', { status: 'submitted' }, '2024-04-30', 'scales/version-not-approved'],
    ['a second time', { status: 'published' }, '2024-04-30', 'scales/version-not-approved'],
    [
      'of another value for a day already published',
      { effectiveFrom: localDate('2023-04-01') },
      '2024-04-30',
      'scales/correction-reason-required',
    ],
    [
      'between two published values',
      { effectiveFrom: localDate('2023-01-01') },
      '2024-04-30',
      'scales/correction-reason-required',
    ],
    [
      'with its reason',
      { effectiveFrom: localDate('2023-04-01'), correctionReason: 'erreur de saisie' },
      '2024-04-30',
      'accepted',
    ],
    [
      'with its reason, backdated',
      { effectiveFrom: localDate('2023-04-01'), correctionReason: 'erreur de saisie' },
      '2024-04-29',
      'scales/publication-too-early',
    ],
    [
      'long after the day',
      { effectiveFrom: localDate('2024-02-01') },
      '2024-04-30',
      'scales/correction-reason-required',
    ],
    ['62 days after the day', { effectiveFrom: localDate('2024-02-28') }, '2024-04-30', 'accepted'],
    [
      '63 days after the day',
      { effectiveFrom: localDate('2024-02-27') },
      '2024-04-30',
      'scales/correction-reason-required',
    ],
    [
      'long after the day, with its reason',
      { effectiveFrom: localDate('2024-02-01'), correctionReason: 'texte tardif' },
      '2024-04-29',
      'accepted',
    ],
    ['of a draft', { status: 'draft' }, '2024-04-30', 'scales/version-not-approved'],
    ['on its day', { status: 'scheduled' }, '2024-04-30', 'accepted'],
    [
      'a year and a day ahead',
      { effectiveFrom: localDate('2025-05-01') },
      '2025-05-01',
      'accepted',
    ],
    ['a year and two days ahead', {}, '2025-05-02', 'scales/publication-too-far'],
  ])('%s', (_, over, on, expected) => {
    const one = { ...approved, ...over };
    expect(codeOf(() => knownFromOf(one, SERIES, localDate(on), NOW, TODAY))).toBe(expected);
  });

  it.each<[string, Partial<VersionFacts>, string, object]>([
    ['too far ahead', {}, '2025-05-02', { latest: '2025-05-01' }],
    [
      'backdated over a published value',
      { effectiveFrom: localDate('2023-04-01'), correctionReason: 'erreur de saisie' },
      '2024-04-29',
      { series: { fr: '« rsa/base_amount »', en: '"rsa/base_amount"' } },
    ],
    [
      'without its reason',
      { effectiveFrom: localDate('2023-04-01') },
      '2024-04-30',
      { series: { fr: '« rsa/base_amount »', en: '"rsa/base_amount"' }, limit: 62 },
    ],
    [
      'before approval',
      { status: 'submitted' },
      '2024-04-30',
      { status: { fr: 'soumise', en: 'submitted' } },
    ],
  ])('%s, says why', (_, over, on, meta) => {
    const publish = () => knownFromOf({ ...approved, ...over }, SERIES, localDate(on), NOW, TODAY);
    expect(publish).toThrow(expect.objectContaining({ meta }));
  });

  it('names the first eight series that it corrects', () => {
    const refs = (count: number) => Array.from({ length: count }, (_, i) => `s/${i}`);
    expect(shortList(refs(8))).toMatchObject({
      en: '"s/0", "s/1", "s/2", "s/3", "s/4", "s/5", "s/6", "s/7"',
    });
    expect(shortList(refs(10))).toMatchObject({
      fr: '« s/0 », « s/1 », « s/2 », « s/3 », « s/4 », « s/5 », « s/6 », « s/7 » (+2)',
    });
  });

  it('of a first value needs no reason, however old', () => {
    const first = version({ effectiveFrom: localDate('2008-01-01') });
    expect(() =>
      assertCorrectionExplained(first, [{ ref: 'x/y', firstDays: [] }], TODAY),
    ).not.toThrow();
  });
});

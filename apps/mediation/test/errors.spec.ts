import { mediation } from '../src/service.js';

const all = mediation.errors
  .flatMap((group) => Object.values(group))
  .map(({ definition }) => definition)
  .filter(({ code }) => code.startsWith('mediation/'));

const places = (sentence: string): string[] =>
  [...sentence.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

describe('the errors of mediation', () => {
  it('have a code each', () => {
    expect(new Set(all.map(({ code }) => code)).size).toBe(all.length);
  });

  it.each(all)('$code says the same in both languages', ({ title, detail }) => {
    expect(title.fr).not.toBe('');
    expect(title.en).not.toBe('');
    expect(places(detail?.fr ?? '')).toEqual(places(detail?.en ?? ''));
  });
});

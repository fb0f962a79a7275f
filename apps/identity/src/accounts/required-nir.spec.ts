import { DomainError } from '@passerelle/kernel';

import { requiredNir } from './required-nir.js';

const refusalOf = (text: string): DomainError => {
  try {
    requiredNir(text);
  } catch (error) {
    if (error instanceof DomainError) return error;
  }
  throw new Error(`${text} was not refused`);
};

describe('requiredNir', () => {
  it('gives the 13 characters, with and without the key', () => {
    expect(requiredNir('2951099126111')).toBe('2951099126111');
    expect(requiredNir('2 95 10 99 126 111 93')).toBe('2951099126111');
  });

  it.each([
    ['2951099126', 'nir-form'],
    ['295109912611194', 'nir-key'],
    ['7850744109876', 'nir-provisional'],
  ])('refuses %s as %s', (text, code) => {
    const { code: problem, fields } = refusalOf(text);
    expect(problem).toBe('identity/nir-refused');
    expect(fields).toMatchObject([{ pointer: '/nir', code }]);
    expect(fields[0]?.detail).toEqual({ fr: expect.any(String), en: expect.any(String) });
  });
});

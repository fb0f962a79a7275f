import fc from 'fast-check';

import { isSiret } from './siret.js';

describe('isSiret', () => {
  it.each([
    ['00000001800010', 'Luhn'],
    ['99000001800012', 'Luhn, with a nine that is doubled and one that is not'],
    ['09000001800011', 'Luhn, with a nine that is not doubled'],
    ['35600000000048', 'the head office of La Poste, by Luhn'],
    ['35600000000010', 'another office of La Poste, by the sum of its digits'],
  ])('accepts %s (%s)', (siret) => {
    expect(isSiret(siret)).toBe(true);
  });

  it.each([
    ['00000001800011', 'a wrong check digit'],
    ['35600000000011', 'La Poste, digits adding up to 16'],
    ['000000018', 'a SIREN alone'],
    ['0000000180001', 'thirteen digits'],
    ['000000018000100', 'fifteen digits'],
    ['000000001800010', 'fifteen digits that Luhn accepts'],
    ['000000018 0001', 'a blank'],
    ['٠٠٠٠٠٠٠١٨٠٠٠١٠', 'digits of another script'],
    ['', 'nothing'],
  ])('refuses %p (%s)', (value) => {
    expect(isSiret(value)).toBe(false);
  });

  it('refuses what is no text', () => {
    const others = [18_000_10, 99_000_001_800_012, ['00000001800010'], null, undefined, {}];
    expect(others.filter(isSiret)).toEqual([]);
  });

  it('sees every single wrong digit, also at La Poste', () => {
    const valid = fc.constantFrom('00000001800010', '35600000000010', '35600000000048');
    const change = fc.record({
      position: fc.nat({ max: 13 }),
      by: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(valid, change, (siret, { position, by }) => {
        const digit = (Number(siret[position]) + by) % 10;
        const changed = siret.slice(0, position) + String(digit) + siret.slice(position + 1);
        const leavesLaPoste = siret.startsWith('356000000') && position < 9;
        const leavesHeadOffice = siret === '35600000000048';
        if (!leavesLaPoste && !leavesHeadOffice) expect(isSiret(changed)).toBe(false);
      }),
    );
  });
});

import { endsWithLocality, nameOnEnvelope } from './postal-address.js';

describe('the lines of an envelope', () => {
  it.each<[string[], boolean]>([
    [['1 rue de l’Exemple', '44000 NANTES'], true],
    [['44000 Nantes'], true],
    [['1 rue de l’Exemple', '44000 NANTES CEDEX 9', 'FRANCE'], true],
    [['1 rue de l’Exemple', '97400 SAINT-DENIS'], true],
    [['12 Musterstrasse', '10115 BERLIN', 'ALLEMAGNE'], true],
    [['10 Downing Street', 'LONDON SW1A 2AA', 'Royaume-Uni'], true],
    [['10 Downing Street', 'LONDON SW1A 2AA', 'UNITED KINGDOM'], true],
    [['1 rue du Midi', '1000 BRUXELLES', 'Belgique'], true],
    [['chez maman'], false],
    [['chez maman', 'Nantes'], false],
    [['1 rue de l’Exemple', '44000'], false],
    [['1 rue de l’Exemple', '4400 NANTES'], false],
    [['44000 NANTES', '1 rue de l’Exemple'], false],
    [['1 rue de l’Exemple', 'FRANCE'], false],
    [['ALLEMAGNE'], false],
    [['1 rue de l’Exemple', ''], false],
    [['1 rue de l’Exemple', 'ZZ'], false],
    [[], false],
  ])('%j ends with a locality: %s', (lines, expected) => {
    expect(endsWithLocality(lines)).toBe(expected);
  });

  it.each([
    ['Camille Martin', ['Camille Martin']],
    [
      'Marie-Antoinette de La Rochefoucauld-Liancourt',
      ['Marie-Antoinette de La', 'Rochefoucauld-Liancourt'],
    ],
    ['x'.repeat(40), ['x'.repeat(40)]],
    [`${'x'.repeat(20)} ${'y'.repeat(17)} z`, [`${'x'.repeat(20)} ${'y'.repeat(17)}`, 'z']],
  ])('%s stands on it as %j', (name, lines) => {
    expect(nameOnEnvelope(name)).toEqual(lines);
  });
});

import { withFrenchSpaces } from './french-spaces.js';

it('keeps French signs on the line of their word', () => {
  expect(withFrenchSpaces('Motif « délai » : trois ; fin ?').replaceAll('\u00a0', '_')).toBe(
    'Motif «_délai_»_: trois_; fin_?',
  );
});

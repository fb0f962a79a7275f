import { localDate } from '@passerelle/kernel';

import { typeset, withFrenchSpaces } from './french-spaces.js';

it('keeps French signs on the line of their word', () => {
  expect(withFrenchSpaces('Motif « délai » : trois ; fin ?').replaceAll('\u00a0', '_')).toBe(
    'Motif «_délai_»_: trois_; fin_?',
  );
});

it('sets every text of a French document, and none of an English one', () => {
  const document = {
    title: 'Barème : RSA',
    issuer: 'Caf',
    issuedOn: localDate('2024-03-01'),
    blocks: [
      { kind: 'list', items: ['un ; deux'] },
      { kind: 'bars', caption: 'Part ?', items: [{ label: 'a : b', value: 3, shown: '3' }] },
    ],
  } as const;
  expect(typeset({ ...document, language: 'en' })).toMatchObject(document);
  expect(JSON.stringify(typeset({ ...document, language: 'fr' })).replaceAll('\u00a0', '_')).toBe(
    JSON.stringify({
      ...document,
      title: 'Barème_: RSA',
      blocks: [
        { kind: 'list', items: ['un_; deux'] },
        { kind: 'bars', caption: 'Part_?', items: [{ label: 'a_: b', value: 3, shown: '3' }] },
      ],
      language: 'fr',
    }),
  );
});

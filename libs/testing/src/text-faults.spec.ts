import { textFaults } from './text-faults.js';

describe('textFaults', () => {
  it.each([
    ['fr', 'La version est publiée le 5 mars 2024.'],
    ['fr', 'Le taux « 0.046 » est refusé : écrivez « effectiveFrom ».'],
    ['fr', 'Le montant est de 512,34 €, soit 12 345 centimes.'],
    ['fr', 'Voyez https://caf.example/of_the/2024-03-05 ou écrivez à the_caf@caf.example.'],
    ['fr', 'La référence MED-2024-000001 est connue.'],
    ['fr', 'Un instant de la forme 2024-03-26T08:30:00Z est attendu.'],
    ['en', 'The version is published on 5 March 2024.'],
    ['en', 'The rate "0,046" is refused: write 12,345 or 0.046.'],
    ['en', 'The commission de recours amiable answers within two months.'],
    ['en', 'The appeal goes to the president of the conseil départemental.'],
  ] as const)('%s: nothing wrong with %s', (language, text) => {
    expect(textFaults(text, language)).toEqual([]);
  });

  it.each([
    ['fr', 'Le délai prend fin le 2024-03-05.', 'a day that is not in words'],
    ['en', 'The limit ends on 2024-03-05.', 'a day that is not in words'],
    ['fr', 'Décidez l’irrecevabilité, motif court_seized.', 'a code'],
    ['fr', 'Indiquez effectiveFrom.', 'a member name without quotation marks'],
    ['fr', 'Le montant est de 512.34 €.', 'a decimal sign of the other language'],
    ['en', 'The amount is €512,34.', 'a decimal sign of the other language'],
    ['fr', 'La version is published.', 'a word of the other language'],
    ['en', 'The version est publiée.', 'a word of the other language'],
    ['fr', 'La version undefined est publiée.', 'a place without a value'],
  ] as const)('%s: %s', (language, text, fault) => {
    expect(textFaults(text, language)).toEqual([`${fault}: ${text}`]);
  });
});

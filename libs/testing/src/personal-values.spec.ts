import { PersonalValues } from './personal-values.js';

describe('PersonalValues', () => {
  it.each<[string, string, unknown, string]>([
    ['a name', '/a', { person: { lastName: 'Quiquampoix' } }, 'Quiquampoix'],
    ['a name in capitals', '/a', { lastName: 'MARTIN' }, 'MARTIN'],
    ['a national number', '/a', { nir: '2840744109001' }, '2840744109001'],
    ['a mail address', '/a', { email: 'jeanne@courriel.example' }, 'jeanne@courriel.example'],
    ['a telephone number', '/a', { phone: '+33639981234' }, '+33639981234'],
    [
      'a bank account',
      '/a',
      { iban: 'FR1420041010050500013M02606' },
      'FR1420041010050500013M02606',
    ],
    ['free text', '/a', { description: 'versée "deux" fois' }, 'versée "deux" fois'],
    ['a text inside a list', '/a', { notes: [{ text: 'Aide non versée' }] }, 'Aide non versée'],
    ['a query parameter', '/a?fileNumber=0000042', undefined, '0000042'],
    ['JSON sent as text', '/a', '{"lastName":"Quiquampoix"}', 'Quiquampoix'],
    ['a form', '/a', 'username=jeanne@courriel.example', 'jeanne@courriel.example'],
    ['a line of CSV', '/a', 'file;name\n0000042;Quiquampoix', 'Quiquampoix'],
  ])('finds %s in a log line', (_, url, body, value) => {
    const personal = new PersonalValues();
    personal.note(url, body);
    expect(personal.in([JSON.stringify({ msg: `for ${value}` })])).toEqual([value]);
    expect(personal.in([JSON.stringify({ msg: 'for nobody' })])).toEqual([]);
  });

  it.each(['abnormal_delay', '2024-02-29', '2024-03-20T09:00:00Z', '660.00', 'rsa', 'Nom'])(
    'leaves %s alone, which says nothing about a person',
    (value) => {
      const personal = new PersonalValues();
      personal.note('/a', { value });
      expect(personal.in([value])).toEqual([]);
    },
  );
});

import type { DomainError } from '@passerelle/kernel';

import { AddressLines, assertAddress } from './address-lines.js';
import { Text, TextList } from './fields.js';
import { ValidationPipe } from './validation.pipe.js';

class Contact {
  @AddressLines({ optional: true, nullable: true })
  addressLines?: string[] | null;

  @Text({ max: 40, optional: true })
  name?: string;

  @TextList({ max: 3, maxLength: 20, optional: true })
  services?: string[];

  @Text({ max: 40, optional: true, multiline: true })
  reason?: string;
}

/** The code of the refusal of a member; `accepted` without one. */
async function codeOf(body: object): Promise<string> {
  try {
    await new ValidationPipe().transform(body, { type: 'body', metatype: Contact });
    return 'accepted';
  } catch (error) {
    return (error as DomainError).fields.map(({ code }) => code).join();
  }
}

describe('an address', () => {
  it.each([
    [['1 rue de l’Exemple', '44000 NANTES'], 'accepted'],
    [null, 'accepted'],
    [[], 'accepted'],
    [['x'.repeat(39), '44000 NANTES'], 'text-list'],
    [['x'.repeat(38), '44000 NANTES'], 'accepted'],
    [['10 RUE DE L’ÉGLISE\u2028BP 1', '44000 NANTES'], 'one-line'],
    [['10 RUE DE L’ÉGLISE\nBP 1', '44000 NANTES'], 'one-line'],
    [['a', 'b', 'c', 'd', 'e', 'f', '44000 NANTES'], 'text-list'],
    ['1 rue de l’Exemple, 44000 NANTES', 'text-list'],
    [[1], 'text-list'],
  ])('%j: %s', async (addressLines, expected) => {
    expect(await codeOf({ addressLines })).toBe(expected);
  });
});

it.each([
  [['1 rue de l’Exemple', '44000 NANTES'], 'accepted'],
  [[], 'accepted'],
  [null, 'accepted'],
  [undefined, 'accepted'],
  [['chez maman'], 'request/address-without-locality'],
])('an address that is to receive letters: %j %s', (lines, expected) => {
  const check = () => {
    try {
      assertAddress(lines);
      return 'accepted';
    } catch (error) {
      return (error as DomainError).code;
    }
  };
  expect(check()).toBe(expected);
});

describe('a text of one line', () => {
  it.each(['\n', '\r\n', '\t', '\u0085', '\u2028', '\u2029'])('refuses %j', async (mark) => {
    expect(await codeOf({ name: `a${mark}b` })).toBe('one-line');
    expect(await codeOf({ services: ['c', `a${mark}b`] })).toBe('one-line');
    expect(await codeOf({ reason: `a${mark}b` })).toBe('accepted');
  });
});

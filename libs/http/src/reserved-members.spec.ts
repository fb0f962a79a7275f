import { DomainError } from '@passerelle/kernel';

import { assertReserved } from './reserved-members.js';

const VALUES = { receivedOn: '2024-04-02', channel: 'online', handledBy: [] };

function pointersOf(command: object): readonly string[] {
  try {
    assertReserved(command, VALUES);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    expect(error.code).toBe('request/reserved-member');
    return error.fields.map(({ pointer }) => pointer);
  }
}

it.each<[string, object, readonly string[]]>([
  ['no such member', { text: 'x' }, []],
  ['the values of the service', VALUES, []],
  ['another value', { receivedOn: '2024-02-01' }, ['/receivedOn']],
  ['null', { channel: null }, ['/channel']],
  [
    'another value of each',
    { receivedOn: '2024-02-01', channel: 'letter', handledBy: ['a'] },
    ['/receivedOn', '/channel', '/handledBy'],
  ],
])('%s: %j', (_name, command, pointers) => {
  expect(pointersOf(command)).toEqual(pointers);
});

import { PortUnavailableError } from '@passerelle/service-kit';

import { ownAddress, portAdvice } from './address.js';

describe('portAdvice', () => {
  it('says in one line that a port is taken, and how to take another', () => {
    expect(portAdvice(new PortUnavailableError(3000, 'EADDRINUSE'))).toBe(
      'Le port 3000 est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre (PORT=3001 npm start).',
    );
  });

  it('names what else is wrong with it', () => {
    expect(portAdvice(new PortUnavailableError(80, 'EACCES'))).toBe(
      'Le port 80 ne peut pas être ouvert (EACCES).',
    );
  });
});

describe('ownAddress', () => {
  it.each([
    ['::', '127.0.0.1'],
    ['0.0.0.0', '127.0.0.1'],
    ['::1', '[::1]'],
    ['192.0.2.7', '192.0.2.7'],
  ])('%s: %s', (host, address) => {
    expect(ownAddress(host)).toBe(address);
  });
});

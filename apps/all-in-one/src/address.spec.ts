import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

import { freePort, ownAddress } from './address.js';

describe('freePort', () => {
  let occupant: Server | undefined;

  afterEach(async () => {
    await new Promise((resolve) => occupant?.close(resolve) ?? resolve(undefined));
    occupant = undefined;
  });

  async function occupy(host: string): Promise<number> {
    const server = createServer();
    occupant = server;
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  }

  it('says in one line that a port is taken, and how to take another', async () => {
    const port = await occupy('127.0.0.1');
    await expect(freePort(port, '127.0.0.1')).rejects.toThrow(
      `Le port ${port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre (PORT=${port + 1} npm start).`,
    );
  });

  it('finds whoever would answer to localhost in its place', async () => {
    const port = await occupy('127.0.0.1');
    await expect(freePort(port, '127.0.0.2')).rejects.toThrow('déjà pris');
  });

  it('leaves a free port free', async () => {
    const port = await freePort(0, '127.0.0.1');
    expect(port).toBeGreaterThan(0);
    expect(await freePort(port, '127.0.0.1')).toBe(port);
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

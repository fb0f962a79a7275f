import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';

import { freePort } from './port.js';

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

  it('says in one line that a port is taken, and what to do', async () => {
    const port = await occupy('127.0.0.1');
    await expect(freePort(port, '127.0.0.1')).rejects.toThrow(
      `port ${port} is taken: stop what listens there, or set PORT to another one`,
    );
  });

  it('finds whoever would answer to localhost in its place', async () => {
    const port = await occupy('127.0.0.1');
    await expect(freePort(port, '127.0.0.2')).rejects.toThrow('is taken');
  });

  it('leaves a free port free', async () => {
    const port = await freePort(0, '127.0.0.1');
    expect(port).toBeGreaterThan(0);
    expect(await freePort(port, '127.0.0.1')).toBe(port);
  });
});

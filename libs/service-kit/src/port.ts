import { createServer, type AddressInfo, type Server } from 'node:net';

import { StartError } from '@passerelle/kernel';

/** The port cannot be had. */
export class PortUnavailableError extends StartError {
  constructor(
    readonly port: number,
    readonly code: string,
  ) {
    super(
      code === 'EADDRINUSE'
        ? `port ${String(port)} is taken: stop what listens there, or set PORT to another one`
        : `port ${String(port)} cannot be opened (${code}): set PORT or HOST to what this process may open`,
    );
    this.name = 'PortUnavailableError';
  }
}

/** A machine without IPv6 has none of these addresses: nothing can be in the way there. */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

/**
 * Finds out whether the port is free before anything is started, and which one it is when any will do (0). Both
 * addresses that `localhost` may stand for are tried: another program on one of them would answer in the place of the
 * services.
 *
 * @throws PortUnavailableError
 */
export async function freePort(port: number, host: string | undefined): Promise<number> {
  const found = await tryPort(port, host);
  for (const address of ['127.0.0.1', '::1']) {
    if (address !== host) await tryPort(found, address);
  }
  return found;
}

async function tryPort(port: number, host: string | undefined): Promise<number> {
  const probe = createServer();
  try {
    await opened(probe, port, host);
  } catch (error) {
    const { code } = error as { code?: string };
    if (code !== undefined && NO_SUCH_ADDRESS.includes(code)) return port;
    throw error;
  }
  const found = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

/** @throws PortUnavailableError */
export async function opened(
  server: Server,
  port: number,
  host: string | undefined,
): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    throw new PortUnavailableError(port, (error as NodeJS.ErrnoException).code ?? 'unknown');
  }
}

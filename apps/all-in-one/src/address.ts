import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The port cannot be had; the message says it in one line, for whoever starts the host. */
export class PortUnavailableError extends Error {}

/** A machine without IPv6 has none of these addresses: nothing can be in the way there. */
const NO_SUCH_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'];

/**
 * Finds out whether the port is free before anything is started, and which one it is when any will do
 * (0). Both addresses that `localhost` may stand for are tried: another program on one of them would
 * answer in the host's place.
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

/** The address at which this process reaches itself. */
export function ownAddress(host: string | undefined): string {
  if (host === undefined || host === '::' || host === '0.0.0.0' || host === 'localhost')
    return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

async function tryPort(port: number, host: string | undefined): Promise<number> {
  const probe = createServer();
  try {
    await new Promise<void>((resolve, reject) => {
      probe.once('error', reject).listen(port, host, resolve);
    });
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (NO_SUCH_ADDRESS.includes(code)) return port;
    throw unavailable(port, code);
  }
  const found = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

function unavailable(port: number, code: string): PortUnavailableError {
  if (code !== 'EADDRINUSE') {
    return new PortUnavailableError(`Le port ${port} ne peut pas être ouvert (${code}).`);
  }
  const other = port === 65_535 ? port - 1 : port + 1;
  return new PortUnavailableError(
    `Le port ${port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre (PORT=${other} npm start).`,
  );
}

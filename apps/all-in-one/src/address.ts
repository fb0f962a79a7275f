import type { PortUnavailableError } from '@passerelle/service-kit';

/** The address at which this process reaches itself. */
export function ownAddress(host: string | undefined): string {
  if (host === undefined || host === '::' || host === '0.0.0.0' || host === 'localhost')
    return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}

/** For whoever types `npm start`: what is wrong with the port, and what to type instead. */
export function portAdvice({ port, code }: PortUnavailableError): string {
  if (code !== 'EADDRINUSE') return `Le port ${port} ne peut pas être ouvert (${code}).`;
  const other = port === 65_535 ? port - 1 : port + 1;
  return `Le port ${port} est déjà pris : arrêtez ce qui l’occupe, ou choisissez-en un autre (PORT=${other} npm start).`;
}

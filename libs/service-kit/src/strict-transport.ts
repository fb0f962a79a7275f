/**
 * A browser that has reached the installation over TLS comes back over TLS alone, for a year (RFC 6797). Other hosts of
 * the domain decide for themselves.
 *
 * @returns the headers of every answer: none while the public address has no TLS
 */
export function strictTransport(publicUrl: string): Readonly<Record<string, string>> {
  return new URL(publicUrl).protocol === 'https:'
    ? { 'strict-transport-security': 'max-age=31536000' }
    : {};
}

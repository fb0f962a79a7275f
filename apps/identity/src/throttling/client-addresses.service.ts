import { Inject, Injectable } from '@nestjs/common';

import type { HttpRequest } from '@passerelle/http';
import { SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';

/** The network address of a request, as far as the address can be trusted. No store keeps it in clear. */
@Injectable()
export class ClientAddressesService {
  constructor(@Inject(SETTINGS) private readonly settings: IdentitySettings) {}

  /**
   * The address of the peer, or the address that the outermost trusted proxy saw. An IPv6 network (/64)
   * counts as one address, because a household has a whole network (RFC 6177).
   */
  of(request: HttpRequest): string {
    const header = request.headers['x-forwarded-for'];
    const seen = [header ?? []].flat().flatMap((text) => text.split(','));
    const { trustedProxies } = this.settings;
    const address = trustedProxies > 0 ? seen.at(-trustedProxies)?.trim() : undefined;
    return networkOf(address === undefined || address === '' ? request.ip : address);
  }
}

export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  if (!address.includes(':')) return address;
  const [head = '', tail] = address.toLowerCase().split('::', 2);
  const front = head.split(':').filter((part) => part !== '');
  const back = (tail ?? '').split(':').filter((part) => part !== '');
  const missing = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length);
  const groups = [...front, ...Array<string>(missing).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
}

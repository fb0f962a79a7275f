import { readNir } from '@passerelle/kernel';

import { accountErrors, NIR_REASONS } from './accounts.errors.js';

/**
 * Reads the NIR in the member `nir` of a request.
 *
 * @throws DomainError `identity/nir-refused` with the reason
 */
export function requiredNir(text: string): string {
  const reading = readNir(text);
  if (reading.ok) return reading.nir;
  throw accountErrors.nirRefused({}, [
    { pointer: '/nir', code: `nir-${reading.reason}`, detail: NIR_REASONS[reading.reason] },
  ]);
}

import { isSiret, readNir, type TextDefinition } from '@passerelle/kernel';

import type { LineCode } from './fault-codes.js';
import { isScientific, visible } from './written-text.js';

const SIRET_DIGITS = 14;

/** The number in groups, or as a program writes a whole number: the same digits; undefined where they are not all there. */
export function sameDigits(text: string, digits: number): string | undefined {
  const bare = visible(text).replace(/\s/g, '').replace(/\.0$/, '');
  return bare.length === digits && /^\d+$/.test(bare) ? bare : undefined;
}

/**
 * What a text looks like that is not the number of a person or establishment that it should be; undefined where
 * that cannot be told. Zeros are never put back: another person may have that number.
 */
export function mistakenNumber(
  text: string,
  { digits = 0, mistakenFor = [] }: Pick<TextDefinition, 'digits' | 'mistakenFor'>,
): LineCode | undefined {
  if (isScientific(text)) return 'scientific-notation';
  const bare = visible(text).replace(/\.0$/, '').replace(/\s/g, '');
  if (/^\d+$/.test(bare)) {
    if (mistakenFor.includes('siren') && bare.length === 9) return 'siren-not-siret';
    if (hasLostZeros(bare, digits)) return 'lost-zeros';
  }
  return mistakenFor.includes('nir') && isNir(bare) ? 'looks-like-nir' : undefined;
}

/** A number with a wrong key is the number of a person all the same. */
function isNir(bare: string): boolean {
  const reading = readNir(bare);
  return reading.ok || reading.reason !== 'form';
}

/** Of a SIRET the check digit tells; any shorter file number may have had zeros. */
function hasLostZeros(bare: string, digits: number): boolean {
  if (bare.length >= digits) return false;
  return digits === SIRET_DIGITS ? isSiret(bare.padStart(digits, '0')) : true;
}

const FORM = /^\d{14}$/;
const LA_POSTE = '356000000';
const LA_POSTE_HEAD_OFFICE = '35600000000048';

/**
 * True for the number of an establishment in the SIRENE register: fourteen digits with Luhn's check
 * digit. La Poste has more establishments than such numbers: the digits of its SIRETs add up to a multiple
 * of five instead, its head office excepted.
 */
export function isSiret(value: unknown): value is string {
  if (typeof value !== 'string' || !FORM.test(value)) return false;
  if (value.startsWith(LA_POSTE) && value !== LA_POSTE_HEAD_OFFICE) return sum(value, 1) % 5 === 0;
  return sum(value, 2) % 10 === 0;
}

/** Adds up digits, every second one from the right multiplied first; products count by their own digits. */
function sum(digits: string, factor: 1 | 2): number {
  let total = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(index) - 48;
    const product = (digits.length - index) % 2 === 0 ? digit * factor : digit;
    total += product > 9 ? product - 9 : product;
  }
  return total;
}

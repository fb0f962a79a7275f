import { localDate } from '@passerelle/kernel';

import type { Category } from '../delay-rule/category.js';

/** No figures go further back: older days are slips of the keyboard. */
export const EARLIEST_DAY = localDate('1990-01-01');

/** Where an item is known from; each source names its items in its own way. */
export type Source = 'batch' | 'mediation';

/** Benefits counted with RSA and AAH. */
const RSA_AAH_BENEFITS: readonly string[] = ['rsa', 'disability'];

/**
 * The category under which a referral to the mediator is counted: by e-mail, with the mails
 * ("Courriels"); else by its benefit. A proposed reading [I]: the webinar names the three
 * categories and does not say where a referral belongs.
 */
export function categoryOfReferral(referral: {
  readonly channel: string;
  readonly benefit: string;
}): Category {
  if (referral.channel === 'email') return 'mail';
  return RSA_AAH_BENEFITS.includes(referral.benefit) ? 'rsa_aah' : 'other';
}

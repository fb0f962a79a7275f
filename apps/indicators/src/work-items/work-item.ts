import { localDate } from '@passerelle/kernel';

import type { Category } from '../delay-rule/category.js';

/** The earliest accepted day. An older day is a typing error. */
export const EARLIEST_DAY = localDate('1990-01-01');

/** The source of an item. Each source has identifiers of its own. */
export type Source = 'batch' | 'mediation';

/** The benefits of the category RSA and AAH. */
const RSA_AAH_BENEFITS: readonly string[] = ['rsa', 'disability'];

/**
 * The category of a referral to the mediator. A referral by e-mail counts with the mails ("Courriels"), any
 * other referral by its benefit. This is an inference: the webinar names the three categories (domain D1.3)
 * and does not say where a referral belongs.
 */
export function categoryOfReferral(referral: {
  readonly channel: string;
  readonly benefit: string;
}): Category {
  if (referral.channel === 'email') return 'mail';
  return RSA_AAH_BENEFITS.includes(referral.benefit) ? 'rsa_aah' : 'other';
}

import {
  CONTACT_MESSAGE_VALUES,
  IDENTITY_MESSAGE_VALUES,
  SECOND_FACTOR_MESSAGE_VALUES,
} from '@passerelle/contracts';
import type { z } from 'zod';

/** The messages that this service words, each with the values that vary in it. */
export const OWN_MESSAGE_VALUES = {
  ...IDENTITY_MESSAGE_VALUES,
  ...CONTACT_MESSAGE_VALUES,
  ...SECOND_FACTOR_MESSAGE_VALUES,
} as const;

export type OwnMessageTemplate = keyof typeof OWN_MESSAGE_VALUES;

export type OwnMessageValues<T extends OwnMessageTemplate> = z.infer<
  (typeof OWN_MESSAGE_VALUES)[T]
>;

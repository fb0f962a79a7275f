import { isLocalDate, localDate } from '@passerelle/kernel';
import { z } from 'zod';

/** A time in seconds. A shorter time than half a minute is a mistake. */
export const seconds = z.coerce.number().int().min(30);

export const day = z.string().refine(isLocalDate, 'not a day, YYYY-MM-DD').transform(localDate);

import { isLocalDate, type LocalDate } from '@passerelle/kernel';
import { z } from 'zod';
import { isDecimal } from '../scales/decimal.js';
import {
  PUBLICATION_BASES,
  READABLE_CODES,
  REFERENCE_KINDS,
  RELIABILITIES,
  UNITS,
} from '../scales/scale.js';

/**
 * The form of the files in `data/`: decimals as strings, days as `YYYY-MM-DD`, a reference on every value.
 * Whatever is not named here is refused.
 */
const day = z.custom<LocalDate>(isLocalDate, 'a day YYYY-MM-DD is expected');
const decimalText = z.custom<string>(isDecimal, 'a decimal string such as "635.71" is expected');
const text = z.string().trim().min(1);
const key = z.string().regex(/^[a-z][a-z0-9_]*$/);
const localized = z.strictObject({ fr: text, en: text });
const rounding = z.enum(['cent', 'euro']);

const provenance = {
  effectiveFrom: day,
  reference: text,
  referenceKind: z.enum(REFERENCE_KINDS),
  publishedOn: day,
  publishedOnBasis: z.enum(PUBLICATION_BASES),
  reliability: z.enum(RELIABILITIES).optional(),
};

const term = z.strictObject({
  base: z.string().regex(/^[a-z-]+\/[a-z][a-z0-9_]*$/, 'a base is written scale/key'),
  rates: z.array(z.strictObject({ effectiveFrom: day.optional(), rate: decimalText })).min(1),
  rounding,
  times: z.int().positive().optional(),
});

const terms = z.array(term).min(1);

const uprating = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('coefficient'),
    index: text,
    rounding,
    anchor: z.strictObject({ effectiveFrom: day, value: decimalText }).optional(),
  }),
  z.strictObject({ rule: z.literal('the_coefficient'), index: text }),
  z.strictObject({ rule: z.literal('derived'), terms: terms.optional() }),
  z.strictObject({ rule: z.literal('text'), index: text.optional() }),
  z.strictObject({ rule: z.literal('frozen') }),
]);

const common = {
  key,
  labelFr: text,
  labelEn: text,
  unit: z.enum(UNITS),
  uprating,
  crds: z.enum(['gross', 'net', 'none']).optional(),
  source: text,
  reliability: z.enum(RELIABILITIES),
  note: localized.optional(),
  restatedIn: text.optional(),
};

const coordinate = z.union([z.string(), z.number(), z.boolean(), z.null()]);

export const scaleFile = z.strictObject({
  code: z.enum(READABLE_CODES as [string, ...string[]]),
  titleFr: text,
  titleEn: text,
  legalBasis: z.strictObject({
    texts: z.array(text).min(1),
    status: z.enum(['checked', 'to_check']),
  }),
  notes: z.array(localized),
  headlines: z
    .array(z.strictObject({ key, at: z.record(z.string(), coordinate).optional() }))
    .min(1)
    .max(4),
  parameters: z.array(
    z.strictObject({
      ...common,
      values: z.array(z.strictObject({ ...provenance, value: decimalText.nullable() })).min(1),
    }),
  ),
  tables: z.array(
    z.strictObject({
      ...common,
      dimensions: z.array(z.string().regex(/^[a-z][A-Za-z]*$/)).min(1),
      placeNames: z.record(z.string(), z.record(z.string(), text)).optional(),
      cells: z
        .array(z.strictObject({ at: z.record(z.string(), coordinate), terms: terms.optional() }))
        .min(1),
      versions: z
        .array(z.strictObject({ ...provenance, values: z.array(decimalText.nullable()).min(1) }))
        .min(1),
    }),
  ),
});
export type ScaleFile = z.infer<typeof scaleFile>;

export const indicesFile = z.strictObject({
  indices: z
    .array(
      z.strictObject({
        code: key,
        labelFr: text,
        labelEn: text,
        usualDay: z
          .string()
          .regex(/^\d{2}-\d{2}$/)
          .optional(),
        eachYear: z.boolean().optional(),
        movedAhead: z.array(z.strictObject({ due: day, to: day, reference: text })).optional(),
        reference: text.optional(),
      }),
    )
    .min(1),
});

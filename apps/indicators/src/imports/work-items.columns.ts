import { importFile } from '@passerelle/imports';

import { CATEGORIES } from '../delay-rule/category.js';

/** One item a line: the whole present state of the item. */
export const WORK_ITEMS = importFile({
  kind: 'work-items',
  formats: ['csv', 'ndjson'],
  columns: {
    itemId: {
      value: {
        type: 'text',
        max: 64,
        pattern: /^[A-Za-z0-9][\w.:/#-]*$/,
        code: 'item-id',
        expects: {
          fr: 'un identifiant de 1 à 64 caractères : lettres, chiffres et _ . : / # -',
          en: 'an identifier of 1 to 64 characters: letters, digits and _ . : / # -',
        },
        description: 'The identifier that the batch gives the item',
      },
      required: true,
    },
    category: { value: { type: 'one-of', values: CATEGORIES }, required: true },
    receivedOn: {
      value: { type: 'day', description: 'When the item arrived at the fund; not after today' },
      required: true,
    },
    startedAt: { value: { type: 'instant', description: 'When its processing began' } },
    completedAt: { value: { type: 'instant', description: 'When its processing ended' } },
    urgent: { value: { type: 'flag' } },
    resumed: {
      value: { type: 'flag', description: 'Taken up again after waiting for the person' },
    },
    automatic: {
      value: { type: 'flag', description: 'Done without an agent, or a duplicate' },
    },
  },
});
export type WorkItemColumns = typeof WORK_ITEMS.columns;

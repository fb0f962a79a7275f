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
      aliases: ['identifiant', 'numero_piece'],
      required: true,
    },
    category: {
      value: {
        type: 'one-of',
        values: CATEGORIES,
        words: { mail: ['courrier'], rsa_aah: ['rsa et aah'], other: ['autre'] },
      },
      aliases: ['categorie'],
      required: true,
    },
    receivedOn: {
      value: {
        type: 'day',
        // `too-early` and `received-in-future` say more.
        min: '0001-01-01',
        max: '9999-12-31',
        description: 'When the item arrived at the fund; not after today',
      },
      aliases: ['recu_le', 'date_reception', 'arrivee_le'],
      required: true,
    },
    startedAt: {
      value: { type: 'instant', description: 'When its processing began' },
      aliases: ['commence_le', 'debut_traitement'],
    },
    completedAt: {
      value: { type: 'instant', description: 'When its processing ended' },
      aliases: ['termine_le', 'fin_traitement'],
    },
    urgent: { value: { type: 'flag' }, aliases: ['urgence'] },
    resumed: {
      value: { type: 'flag', description: 'Taken up again after waiting for the person' },
      aliases: ['repris', 'reprise'],
    },
    automatic: {
      value: { type: 'flag', description: 'Done without an agent, or a duplicate' },
      aliases: ['automatique'],
    },
  },
});
export type WorkItemColumns = typeof WORK_ITEMS.columns;

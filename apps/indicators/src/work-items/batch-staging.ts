/**
 * The staging columns of an imported item, in the order of its values. They are the whole state of the item.
 */
export const BATCH_STAGING = {
  item_id: 'text',
  category: 'text',
  received_on: 'date',
  started_at: 'timestamptz',
  completed_at: 'timestamptz',
  urgent: 'boolean',
  resumed: 'boolean',
  automatic: 'boolean',
} as const;

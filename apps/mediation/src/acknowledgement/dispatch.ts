/** How an acknowledgement reaches the person. */
export const DELIVERIES = [
  /** The message is being prepared. */
  'pending',
  'email',
  'letter',
  /** Nobody is known whom a message reaches: the letter is to be printed. */
  'to_print',
] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** What became of the sending; null for a case that was never to be acknowledged by a message, as an imported one. */
export function deliveryOf(
  dispatch: { readonly routedAt: Date | null; readonly channel: 'email' | 'letter' | null } | null,
): Delivery {
  if (dispatch === null) return 'to_print';
  if (dispatch.routedAt === null) return 'pending';
  return dispatch.channel ?? 'to_print';
}

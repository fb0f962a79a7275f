/** One accent colour and one text colour. Each has a contrast of 4.5:1 or more on white and `pale` (WCAG 2.2 AA). */
export const PALETTE = {
  accent: '#0b3d73',
  text: '#1c2127',
  muted: '#535c66',
  rule: '#cfd6de',
  pale: '#eef3f8',
} as const;

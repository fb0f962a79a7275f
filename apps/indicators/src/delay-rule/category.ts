/** The categories for which the Caf publishes its delays (webinar of 28 March 2024; domain D1.3). */
export const CATEGORIES = ['mail', 'rsa_aah', 'other'] as const;

export type Category = (typeof CATEGORIES)[number];

/** The kinds of work for which the fund publishes its delays (webinar of 28 March 2024). */
export const CATEGORIES = ['mail', 'rsa_aah', 'other'] as const;

export type Category = (typeof CATEGORIES)[number];

export type Language = 'fr' | 'en';

/** The same text in both languages of the system. */
export interface Localized {
  readonly fr: string;
  readonly en: string;
}

import type { Language } from './language.js';

/** An amount of euros as whole cents: `123456` reads `1 234,56 €` in French, `€1,234.56` in English. */
export function formatEuros(cents: number, language: Language): string {
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-IE', {
    style: 'currency',
    currency: 'EUR',
  }).format(cents / 100);
}

const EUROS = /^(\d{1,13})(?:[.,](\d{1,2}))?$/;

/** An amount of euros as people and systems write it, `512,34` or `512.34`, in whole cents. */
export function centsOfEuros(text: string): number | undefined {
  const parts = EUROS.exec(text);
  if (parts === null) return undefined;
  const [, euros, decimals = ''] = parts;
  return Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
}

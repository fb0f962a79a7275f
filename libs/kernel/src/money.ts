import type { Language } from './domain-error.js';

/** An amount of euros as whole cents: `123456` reads `1 234,56 €` in French, `€1,234.56` in English. */
export function formatEuros(cents: number, language: Language): string {
  return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-IE', {
    style: 'currency',
    currency: 'EUR',
  }).format(cents / 100);
}

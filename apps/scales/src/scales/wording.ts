import type { Localized } from '@passerelle/kernel';

import type { Coordinate, Reliability, Unit } from './scale.js';

/** What follows a value of each unit; `%` shows a rate as a percentage. */
const UNIT_WORDS: Readonly<Record<Unit, Localized>> = {
  age_years: { fr: 'ans', en: 'years old' },
  count: { fr: '', en: '' },
  days: { fr: 'jours', en: 'days' },
  eur: { fr: '€', en: '€' },
  eur_per_child_per_year: { fr: '€ par enfant et par an', en: '€ per child and year' },
  eur_per_day: { fr: '€ par jour', en: '€ per day' },
  eur_per_half_day: { fr: '€ par demi-journée', en: '€ per half day' },
  eur_per_hour: { fr: '€ par heure', en: '€ per hour' },
  eur_per_month: { fr: '€ par mois', en: '€ per month' },
  eur_per_year: { fr: '€ par an', en: '€ per year' },
  factor: { fr: '', en: '' },
  hours: { fr: 'heures', en: 'hours' },
  months: { fr: 'mois', en: 'months' },
  rate: { fr: '%', en: '%' },
  rate_of_bmaf: { fr: '% de la BMAF', en: '% of the BMAF' },
  rate_of_smic: { fr: '% du Smic', en: '% of the SMIC' },
  smic_hours: { fr: 'heures de Smic', en: 'SMIC hours' },
  weeks: { fr: 'semaines', en: 'weeks' },
  years: { fr: 'ans', en: 'years' },
  zone: { fr: '', en: '' },
};

/** `1 016,05`, `1,016.05`: digits in groups of three, every decimal kept; rates as percentages. */
function numberText(value: string, unit: Unit, language: keyof Localized): string {
  const text = unit.startsWith('rate') ? percentage(value) : value;
  const [whole = '', fraction] = text.replace('-', '').split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, language === 'fr' ? '\u202f' : ',');
  const point = language === 'fr' ? ',' : '.';
  const sign = text.startsWith('-') ? '−' : '';
  return `${sign}${grouped}${fraction === undefined ? '' : point + fraction}`;
}

/** `0.4165` → `41.65`, exactly: the point moves two places. */
function percentage(value: string): string {
  const negative = value.startsWith('-');
  const [whole = '', fraction = ''] = value.replace('-', '').split('.');
  const digits = whole + fraction.padEnd(2, '0');
  const point = whole.length + 2;
  const before = digits.slice(0, point).replace(/^0+(?=\d)/, '');
  const after = digits.slice(point).replace(/0+$/, '');
  return `${negative ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`;
}

export function valueText(value: string | null, unit: Unit, language: keyof Localized): string {
  if (value === null) return language === 'fr' ? 'non connu' : 'not known';
  const words = UNIT_WORDS[unit][language];
  const space = language === 'en' && words.startsWith('%') ? '' : '\u00a0';
  return `${numberText(value, unit, language)}${words === '' ? '' : space + words}`;
}

const DIMENSIONS: Readonly<Record<string, Localized>> = {
  adults: { fr: 'Adultes', en: 'Adults' },
  age: { fr: 'Âge', en: 'Age' },
  case: { fr: 'Cas', en: 'Case' },
  ceiling: { fr: 'Plafond', en: 'Ceiling' },
  children: { fr: 'Enfants', en: 'Children' },
  childrenMax: { fr: 'Enfants, au plus', en: 'Children, at most' },
  childrenMin: { fr: 'Enfants, au moins', en: 'Children, at least' },
  coefficient: { fr: 'Coefficient', en: 'Coefficient' },
  communeInsee: { fr: 'Commune (code Insee)', en: 'Municipality (Insee code)' },
  dependants: { fr: 'Personnes à charge', en: 'Dependants' },
  household: { fr: 'Foyer', en: 'Household' },
  incomeTranche: { fr: 'Tranche de ressources', en: 'Income bracket' },
  mode: { fr: 'Mode de garde', en: 'Childcare' },
  occupant: { fr: 'Occupant', en: 'Occupant' },
  operation: { fr: 'Opération', en: 'Operation' },
  persons: { fr: 'Personnes', en: 'Persons' },
  singleParentIncrease: { fr: 'Majoration isolement', en: 'Single-parent increase' },
  situation: { fr: 'Situation', en: 'Situation' },
  tranche: { fr: 'Tranche', en: 'Bracket' },
  zone: { fr: 'Zone', en: 'Zone' },
};

const PLACES: Readonly<Record<string, Localized>> = {
  '3_to_6': { fr: 'de 3 à 6 ans', en: '3 to 6' },
  any: { fr: 'tous', en: 'any' },
  childminder: { fr: 'assistant maternel', en: 'childminder' },
  couple: { fr: 'couple', en: 'couple' },
  couple_legacy: { fr: 'couple (ancien calcul)', en: 'couple (former calculation)' },
  couple_one_income: { fr: 'couple avec un revenu', en: 'couple with one income' },
  cut_off: { fr: 'suppression', en: 'cut-off' },
  direct_employment_until_2025_08: {
    fr: 'emploi direct (jusqu’au 31/08/2025)',
    en: 'direct employment (until 31 August 2025)',
  },
  elderly: { fr: 'personne âgée', en: 'elderly person' },
  extended: { fr: 'agrandissement ou amélioration', en: 'extension or improvement' },
  flat_share: { fr: 'colocation', en: 'flat share' },
  general: { fr: 'cas général', en: 'general case' },
  home_care: { fr: 'garde à domicile', en: 'home care' },
  new: { fr: 'neuf', en: 'new' },
  one_dependant: { fr: 'une personne à charge', en: 'one dependant' },
  other: { fr: 'autre', en: 'other' },
  per_dependant: { fr: 'par personne à charge', en: 'per dependant' },
  per_extra: { fr: 'par personne en plus', en: 'per extra person' },
  per_extra_dependant: { fr: 'par personne à charge en plus', en: 'per extra dependant' },
  single: { fr: 'personne seule', en: 'single' },
  single_or_couple: { fr: 'personne seule ou couple', en: 'single or couple' },
  single_or_individual: { fr: 'personne seule ou calcul individuel', en: 'single or individual' },
  single_parent: { fr: 'parent isolé', en: 'single parent' },
  structure_childminder: { fr: 'structure, assistant maternel', en: 'structure, childminder' },
  structure_home_care_or_microcreche: {
    fr: 'structure, garde à domicile ou micro-crèche',
    en: 'structure, home care or micro-crèche',
  },
  student_room_not_refurbished: {
    fr: 'étudiant, chambre non réhabilitée',
    en: 'student, room not refurbished',
  },
  student_room_refurbished: {
    fr: 'étudiant, chambre réhabilitée',
    en: 'student, refurbished room',
  },
  taper_start: { fr: 'dégressivité', en: 'taper start' },
  two_incomes_or_single_parent: {
    fr: 'couple avec deux revenus ou parent isolé',
    en: 'two incomes or single parent',
  },
  under_3: { fr: 'moins de 3 ans', en: 'under 3' },
};

export function dimensionText(dimension: string, language: keyof Localized): string {
  return DIMENSIONS[dimension]?.[language] ?? dimension;
}

export function placeName(coordinate: Coordinate, language: keyof Localized): string {
  if (coordinate === null) return language === 'fr' ? 'sans limite' : 'no limit';
  if (typeof coordinate === 'boolean') {
    return coordinate ? (language === 'fr' ? 'oui' : 'yes') : language === 'fr' ? 'non' : 'no';
  }
  return PLACES[coordinate]?.[language] ?? String(coordinate);
}

/** What a reader should know of a value that is not simply confirmed. */
export const RELIABILITY_WORDS: Readonly<Record<Exclude<Reliability, 'confirmed'>, Localized>> = {
  partly_checked: { fr: 'vérifié en partie', en: 'partly checked' },
  computed_unverified: { fr: 'calculé, non vérifié', en: 'computed, unverified' },
  deduced: { fr: 'déduit', en: 'deduced' },
  single_source: { fr: 'source unique', en: 'single source' },
  not_updated: { fr: 'non mis à jour à la source', en: 'not updated at the source' },
  unknown: { fr: 'valeur inconnue', en: 'value unknown' },
};

import type { Language } from '@passerelle/kernel';

import type { Coordinate, Series } from './scale.js';
import { dimensionText, placeName } from './wording.js';

/** The fixed words of a sheet. */
export const SHEET_WORDS = {
  fr: {
    title: (name: string) => `Barème : ${name}`,
    inForce: (day: string) => `En vigueur le ${day}`,
    known: (day: string) => `, tel que connu le ${day}`,
    amounts: 'Montants et plafonds',
    others: 'Taux, âges et durées',
    tables: 'Tables',
    parameter: 'Paramètre',
    value: 'Valeur',
    since: 'Depuis le',
    reference: 'Référence',
    restatedIn: (text: string) => ` ; repris dans : ${text}`,
    doubtful: 'Valeurs à prendre avec prudence (*)',
    notes: 'À savoir',
    law: 'Textes',
    lawToCheck: 'Les numéros d’articles restent à vérifier.',
    sinceDay: (day: string) => `depuis le ${day}`,
    before: (day: string) => `avant la revalorisation du ${day}, non connue ici`,
    tableSince: (day: string, reference: string) => `Depuis le ${day} : ${reference}`,
    colon: ' : ',
    semicolon: ' ; ',
    crds: { gross: 'brut de CRDS', net: 'net de CRDS', none: 'non soumis à la CRDS' },
    footnote:
      'Sources : paramètres d’OpenFisca-France 176 et textes officiels, cités en regard de chaque valeur. Ce document informe ; seuls les textes publiés font foi.',
  },
  en: {
    title: (name: string) => `Scale: ${name}`,
    inForce: (day: string) => `In force on ${day}`,
    known: (day: string) => `, as known on ${day}`,
    amounts: 'Amounts and ceilings',
    others: 'Rates, ages and durations',
    tables: 'Tables',
    parameter: 'Parameter',
    value: 'Value',
    since: 'Since',
    reference: 'Reference',
    restatedIn: (text: string) => `; restated in: ${text}`,
    doubtful: 'Values to be taken with care (*)',
    notes: 'Good to know',
    law: 'Texts',
    lawToCheck: 'The article numbers remain to be checked.',
    sinceDay: (day: string) => `since ${day}`,
    before: (day: string) => `before the revaluation of ${day}, not known here`,
    tableSince: (day: string, reference: string) => `Since ${day}: ${reference}`,
    colon: ': ',
    semicolon: '; ',
    crds: { gross: 'before CRDS', net: 'after CRDS', none: 'not subject to CRDS' },
    footnote:
      'Sources: parameters of OpenFisca-France 176 and official texts, cited beside each value. This document informs; only the published texts are authoritative.',
  },
} as const;

export function labelOf({ labelFr, labelEn }: Series, language: Language): string {
  return language === 'fr' ? labelFr : labelEn;
}

/** Our own words around a citation, the longer ones first; the titles of French texts stay as they are. */
const OUR_WORDS: readonly (readonly [RegExp, string])[] = [
  [
    /^Série historique des paramètres OpenFisca-France/,
    'Historical series of the parameters of OpenFisca-France',
  ],
  [/Source secondaire : /, 'Secondary source: '],
  [/^Calculé : /, 'Computed: '],
  [/ ; /g, '; '],
  [/nouveau taux, en vigueur à cette date/, 'new rate, in force on that day'],
  [/× taux/, '× rate'],
  [/montant journalier publié/, 'published daily amount'],
  [/montant journalier/, 'daily amount'],
  [/montant forfaitaire/, 'flat amount'],
  [/AAH à taux plein/, 'AAH at the full rate'],
  [/Smic horaire net/, 'net hourly SMIC'],
  [/Smic horaire au 1er janvier/, 'hourly SMIC on 1 January'],
  [/Smic horaire au 31 décembre/, 'hourly SMIC on 31 December'],
  [/Smic horaire/, 'hourly SMIC'],
  [/règle de la table/, 'rule of the table'],
  [/au centime le plus proche/, 'to the nearest cent'],
  [
    /du plafond annuel de la sécurité sociale de l’année/,
    'of the annual social-security ceiling of year',
  ],
  [/publié pour/, 'published for'],
  [/autres années : /, 'other years: '],
  [/\(simulateur Urssaf\)/, '(Urssaf simulator)'],
  [/source communautaire citant l’instruction/, 'community source citing instruction'],
  [/deux sources communautaires/, 'two community sources'],
  [/source unique/, 'single source'],
  [/montant inchangé en/, 'amount unchanged in'],
  [/plusieurs pages concordantes/, 'several pages that agree'],
  [/par une seconde source/, 'by a second source'],
  [/absent d’OpenFisca/, 'absent from OpenFisca'],
  [/qui renvoie au/, 'which refers to'],
  [
    /texte consolidé archivé, version à renouvellement par année civile/,
    'archived consolidated text, version with calendar-year renewal',
  ],
  [/(?<=\d),(?=\d{1,2}(?:\D|$))/g, '.'],
  [/(?<=\d) %/g, '%'],
];

export function referenceText(series: Series, reference: string, language: Language): string {
  const { restatedIn } = series;
  const again = restatedIn === undefined ? '' : SHEET_WORDS[language].restatedIn(restatedIn);
  if (language === 'fr') return reference + again;
  return OUR_WORDS.reduce(
    (text, [ours, english]) => text.replace(ours, english),
    reference + again,
  );
}

/** `44109 Nantes` where the data names the code, else what the coordinate means. */
export function coordinateText(
  { placeNames }: Series,
  dimension: string,
  coordinate: Coordinate,
  language: Language,
): string {
  const text = placeName(coordinate, language);
  const name = placeNames?.[dimension]?.[String(coordinate)];
  return name === undefined ? text : `${text} ${name}`;
}

/** `zone : 2, personne seule`: a place in a line of text. What does not apply is left out. */
export function placeInWords(
  series: Series,
  at: Readonly<Record<string, Coordinate>>,
  language: Language,
): string {
  const parts = Object.entries(at).flatMap(([dimension, coordinate]) => {
    const text = coordinateText(series, dimension, coordinate, language);
    const name = dimensionText(dimension, language).toLowerCase();
    if (typeof coordinate === 'boolean') return coordinate ? [name] : [];
    return typeof coordinate === 'string' ? [text] : [name + SHEET_WORDS[language].colon + text];
  });
  return parts.join(', ');
}

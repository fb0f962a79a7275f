import type { LocalDate, Localized } from '@passerelle/kernel';
import { isMoney, type Series, type UpratingIndex } from './scale.js';

/** Why a figure moved, or did not. The code is stable, the sentence is for people. */
export interface Reason {
  readonly code:
    | 'coefficient'
    | 'derived'
    | 'own_index'
    | 'text'
    | 'frozen'
    | 'own_date'
    | 'other_index'
    | 'set_by_text'
    | 'base_stays'
    | 'zero_rate'
    | 'rounded_away'
    | 'unknown_value'
    | 'no_longer_applies'
    | 'not_known_yet';
  readonly text: Localized;
}

export type Indices = ReadonlyMap<string, UpratingIndex>;

export const MONTHS_FR = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];
const MONTHS_EN = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `04-01` reads `1er avril`, `1 April`. */
function dayOfYear(monthAndDay: string): Localized {
  const [month = 1, day = 1] = monthAndDay.split('-').map(Number);
  return {
    fr: `${day === 1 ? '1er' : day} ${MONTHS_FR[month - 1]}`,
    en: `${day} ${MONTHS_EN[month - 1]}`,
  };
}

export function dayText(day: LocalDate): Localized {
  const inYear = dayOfYear(day.slice(5));
  const year = day.slice(0, 4);
  return { fr: `${inYear.fr} ${year}`, en: `${inYear.en} ${year}` };
}

function indexOf(indices: Indices, code: string): UpratingIndex {
  return indices.get(code) ?? { code, labelFr: code, labelEn: code };
}

/** Moves on its own day of the year, or follows another index without a fixed day. */
function followsOther(index: UpratingIndex): Reason {
  if (!index.usualDay) {
    return {
      code: 'other_index',
      text: {
        fr: `Suit un autre indice : ${index.labelFr}`,
        en: `Follows another index: ${index.labelEn}`,
      },
    };
  }
  const day = dayOfYear(index.usualDay);
  return {
    code: 'own_date',
    text: {
      fr: `Change à sa propre date, le ${day.fr} : ${index.labelFr}`,
      en: `Moves on its own date, ${day.en}: ${index.labelEn}`,
    },
  };
}

export const UNKNOWN_VALUE: Reason = {
  code: 'unknown_value',
  text: { fr: 'Valeur inconnue', en: 'Value unknown' },
};

export const NO_LONGER_APPLIES: Reason = {
  code: 'no_longer_applies',
  text: { fr: 'Ligne sans valeur à cette date', en: 'Row without a value at this date' },
};

export const ZERO_RATE: Reason = {
  code: 'zero_rate',
  text: { fr: 'Taux nul : aucune revalorisation', en: 'Zero rate: no revaluation' },
};

export const ROUNDED_AWAY: Reason = {
  code: 'rounded_away',
  text: { fr: 'L’arrondi redonne la même valeur', en: 'Rounding gives the same value again' },
};

/** A revaluation that was due on a day is not known: what is shown is the former value. */
export function notKnownYet(dueOn: LocalDate): Reason {
  const day = dayText(dueOn);
  return {
    code: 'not_known_yet',
    text: {
      fr: `La revalorisation du ${day.fr} n’est pas connue ici : la valeur montrée est celle d’avant`,
      en: `The revaluation of ${day.en} is not known here: the value shown is the former one`,
    },
  };
}

export function baseStays(bases: Localized): Reason {
  return {
    code: 'base_stays',
    text: {
      fr: `Suit une base qui ne change pas ce jour-là : ${bases.fr}`,
      en: `Follows a base that does not move on that day: ${bases.en}`,
    },
  };
}

/**
 * Why a series that no base moves stays where it is, on a day when `revalued` is applied (null: any day).
 * @param since first day of the value in force
 */
export function reasonToStay(
  series: Series,
  indices: Indices,
  revalued: string | null,
  since: LocalDate,
): Reason {
  const { uprating } = series;
  if (uprating.rule === 'frozen') {
    const day = dayText(since);
    return {
      code: 'frozen',
      text: {
        fr: `Montant gelé : rien ne l’indexe, inchangé depuis le ${day.fr}`,
        en: `Frozen: nothing indexes it, unchanged since ${day.en}`,
      },
    };
  }
  const index = 'index' in uprating ? uprating.index : undefined;
  if (index !== undefined && index !== revalued) return followsOther(indexOf(indices, index));
  return {
    code: 'set_by_text',
    text: isMoney(series.unit)
      ? {
          fr: 'Fixé par un texte, sans revalorisation périodique',
          en: 'Set by a text, without periodic revaluation',
        }
      : {
          fr: 'N’est pas un montant : ne change que par un texte',
          en: 'Not an amount: changes only by a text',
        },
  };
}

/** Why a series moved between two days. */
export function reasonToMove(series: Series, indices: Indices, bases: Localized): Reason {
  const { uprating } = series;
  if (uprating.rule === 'derived') {
    return {
      code: 'derived',
      text: {
        fr: `Calculé sur sa base (${bases.fr}), chaque produit arrondi à part`,
        en: `Computed from its base (${bases.en}), each product rounded by itself`,
      },
    };
  }
  if (uprating.rule === 'coefficient' || uprating.rule === 'the_coefficient') {
    const index = indexOf(indices, uprating.index);
    return {
      code: uprating.index === 'april' ? 'coefficient' : 'own_index',
      text: { fr: index.labelFr, en: index.labelEn },
    };
  }
  const index = uprating.rule === 'text' && uprating.index;
  if (index) {
    const { labelFr, labelEn } = indexOf(indices, index);
    return { code: 'own_index', text: { fr: labelFr, en: labelEn } };
  }
  return { code: 'text', text: { fr: 'Modifié par un texte', en: 'Changed by a text' } };
}

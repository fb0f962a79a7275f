import type { ErrorFactory, Localized } from '@passerelle/kernel';

import { admissibilityErrors } from '../admissibility/admissibility.errors.js';
import { caseErrors } from '../cases/case.errors.js';
import { closureErrors } from '../closure/closure.errors.js';
import { endingErrors } from '../endings/endings.errors.js';
import { informationRequestErrors } from '../information-requests/information-request.errors.js';
import { recommendationErrors } from '../recommendations/recommendation.errors.js';
import { referralErrors } from '../referrals/referrals.errors.js';
import { solutionErrors } from '../solutions/solutions.errors.js';
import { PAST_CASES } from './past-cases.columns.js';
import { lineCodeOf } from './replayed-case.js';

/** The codes that only an import has. */
const OWN = {
  'file-number': {
    fr: 'numéro d’allocataire de 7 chiffres attendu',
    en: 'a file number of 7 digits is expected',
  },
  'external-reference': PAST_CASES.columns.externalReference.value.expects,
  'supplied-in-future': {
    fr: 'précisions reçues dans le futur',
    en: 'information supplied in the future',
  },
  'worked-on-since': {
    fr: 'un médiateur a travaillé sur ce dossier depuis son import : corrigez-le dans l’application',
    en: 'a mediator has worked on this case since it was imported: correct it in the application',
  },
  'recorded-already': {
    fr: 'une saisine du même dossier, du même jour et du même objet est déjà enregistrée dans l’application',
    en: 'a referral of the same file, day and subject is recorded in the application already',
  },
} as const satisfies Record<string, Localized>;

/** The errors of the rules: a line and a request break the same rules. Their titles quote no value. */
const RULES: readonly Readonly<Record<string, ErrorFactory>>[] = [
  caseErrors,
  referralErrors,
  endingErrors,
  solutionErrors,
  admissibilityErrors,
  informationRequestErrors,
  recommendationErrors,
  closureErrors,
];

/** Every code of a refused past case, with its message to the sender. */
export const PAST_CASE_CODES: Readonly<Record<string, Localized>> = {
  ...OWN,
  ...Object.fromEntries(
    RULES.flatMap((errors) => Object.values(errors)).map(({ definition }) => [
      lineCodeOf(definition.code),
      definition.title,
    ]),
  ),
};

/** What the merge refuses, and the member that it concerns. */
export const MERGE_FIELDS = {
  'worked-on-since': 'externalReference',
  'recorded-already': 'fileNumber',
} as const satisfies Partial<Record<keyof typeof OWN, string>>;
export type MergeRefusal = keyof typeof MERGE_FIELDS;

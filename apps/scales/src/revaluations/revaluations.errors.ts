import { defineErrors } from '@passerelle/kernel';

/** Refusals of a revaluation. */
export const revaluationErrors = defineErrors('scales', {
  rateForm: {
    kind: 'invalid',
    title: { fr: 'Taux de revalorisation mal formé', en: 'Malformed revaluation rate' },
    detail: {
      fr: 'Le taux « {given} » est refusé : écrivez une fraction décimale avec un point, « 0.046 » pour 4,6 %, comprise entre « -{limit} » et « {limit} ».',
      en: 'The rate "{given}" is refused: write a decimal fraction with a point, "0.046" for 4.6%, between "-{limit}" and "{limit}".',
    },
  },
  unknownIndex: {
    kind: 'invalid',
    title: { fr: 'Indice inconnu', en: 'Unknown index' },
    detail: {
      fr: 'L’indice « {given} » n’existe pas ; indices connus : {known}.',
      en: 'There is no index "{given}"; known indices: {known}.',
    },
  },
  nothingToRevalue: {
    kind: 'rule',
    title: { fr: 'Rien à revaloriser', en: 'Nothing to revalue' },
    detail: {
      fr: 'Aucune valeur ne change le {effectiveFrom} à ce taux dans ce périmètre, ou toutes sont déjà publiées.',
      en: 'No value moves on {effectiveFrom} at this rate within this scope, or all are published already.',
    },
  },
});

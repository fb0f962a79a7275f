import { defineErrors } from '@passerelle/kernel';

/** Refusals of a read. */
export const scaleErrors = defineErrors('scales', {
  unknownScale: {
    kind: 'not-found',
    title: { fr: 'Barème inconnu', en: 'Unknown scale' },
    detail: { fr: 'Codes existants : {codes}.', en: 'Existing codes: {codes}.' },
  },
  unknownKey: {
    kind: 'not-found',
    title: { fr: 'Paramètre inconnu', en: 'Unknown parameter' },
    detail: {
      fr: 'Clés du barème « {code} » : {keys}.',
      en: 'Keys of the scale "{code}": {keys}.',
    },
  },
  dateOutside: {
    kind: 'not-found',
    title: { fr: 'Date hors des données', en: 'Date outside the data' },
    detail: {
      fr: 'Les données vont du {first} au {last} ; le {on} n’en fait pas partie.',
      en: 'The data go from {first} to {last}; {on} is outside.',
    },
  },
  nothingKnown: {
    kind: 'not-found',
    title: { fr: 'Rien n’était publié à cette date', en: 'Nothing was published on that date' },
    detail: {
      fr: 'La première publication date du {first} ; le {knownOn}, rien n’était connu.',
      en: 'The first publication dates from {first}; on {knownOn} nothing was known.',
    },
  },
  figuresUnavailable: {
    kind: 'unavailable',
    title: { fr: 'Barèmes momentanément indisponibles', en: 'Scales unavailable for now' },
    detail: {
      fr: 'Les chiffres n’ont pas pu être vérifiés récemment : mieux vaut aucun chiffre qu’un chiffre périmé.',
      en: 'The figures could not be verified recently: no figure is better than a stale one.',
    },
  },
});

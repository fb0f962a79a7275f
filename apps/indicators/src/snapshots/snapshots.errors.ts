import { defineErrors } from '@passerelle/kernel';

export const snapshotErrors = defineErrors('indicators', {
  updateInFuture: {
    kind: 'rule',
    title: { fr: 'Date de mise à jour à venir', en: 'Update date in the future' },
    detail: {
      fr: 'Un relevé porte sur une semaine écoulée : il ne peut pas être daté d’après aujourd’hui ({today}).',
      en: 'A snapshot covers a week that has passed: it cannot be dated after today ({today}).',
    },
  },
  updateTooEarly: {
    kind: 'rule',
    title: { fr: 'Date de mise à jour trop ancienne', en: 'Update date too early' },
    detail: {
      fr: 'Aucun relevé n’est établi avant le {earliest} : les éléments plus anciens ne sont plus tous conservés.',
      en: 'No snapshot is made before {earliest}: older items are not all kept any more.',
    },
  },
  correctionNeedsReason: {
    kind: 'rule',
    title: { fr: 'Motif de correction manquant', en: 'Reason for the correction missing' },
    detail: {
      fr: 'Un relevé du {updatedOn} est déjà publié (version {version}) : le corriger demande un motif, qui sera publié.',
      en: 'A snapshot of {updatedOn} is already published (version {version}): correcting it takes a reason, which is published.',
    },
  },
  publishedMeanwhile: {
    kind: 'conflict',
    title: { fr: 'Relevé publié entre-temps', en: 'Snapshot published meanwhile' },
    detail: {
      fr: 'Un relevé du {updatedOn} vient d’être publié par ailleurs : relisez-le avant de le corriger.',
      en: 'A snapshot of {updatedOn} was just published by someone else: read it before correcting it.',
    },
  },
});

import { defineErrors } from '@passerelle/kernel';

export const snapshotErrors = defineErrors('indicators', {
  updateInFuture: {
    kind: 'rule',
    title: { fr: 'Date de mise à jour dans le futur', en: 'Update date in the future' },
    detail: {
      fr: 'Un relevé porte sur une semaine écoulée. Sa date est au plus tard aujourd’hui ({today}).',
      en: 'A snapshot covers a week that has passed. Its day is today ({today}) or an earlier day.',
    },
  },
  updateTooEarly: {
    kind: 'rule',
    title: { fr: 'Date de mise à jour trop ancienne', en: 'Update date too early' },
    detail: {
      fr: 'Le premier relevé possible est celui du {earliest}, car des éléments plus anciens ont été effacés.',
      en: 'The earliest possible snapshot is that of {earliest}, because older items have been deleted.',
    },
  },
  correctionNeedsReason: {
    kind: 'rule',
    title: { fr: 'Motif de correction manquant', en: 'Reason for the correction missing' },
    detail: {
      fr: 'Un relevé du {updatedOn} est déjà publié (version {version}). Une correction doit donner un motif, qui sera publié.',
      en: 'A snapshot of {updatedOn} is already published (version {version}). A correction must give a reason, which is published.',
    },
  },
  publishedMeanwhile: {
    kind: 'conflict',
    title: { fr: 'Relevé publié entre-temps', en: 'Snapshot published meanwhile' },
    detail: {
      fr: 'Une autre personne vient de publier un relevé du {updatedOn}. Relisez ce relevé avant de le corriger.',
      en: 'Another person has just published a snapshot of {updatedOn}. Read that snapshot before you correct it.',
    },
  },
});

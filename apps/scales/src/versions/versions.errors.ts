import { defineErrors } from '@passerelle/kernel';

/** Refusals on the way from a draft to a published version. */
export const versionErrors = defineErrors('scales', {
  versionNotDraft: {
    kind: 'conflict',
    title: { fr: 'La version n’est plus un brouillon', en: 'The version is no longer a draft' },
    detail: { fr: 'Elle est {status}.', en: 'It is {status}.' },
  },
  versionNotSubmitted: {
    kind: 'conflict',
    title: { fr: 'La version n’est pas soumise', en: 'The version is not submitted' },
    detail: {
      fr: 'Seule une version soumise peut être approuvée ou refusée ; celle-ci est {status}.',
      en: 'Only a submitted version can be approved or rejected; this one is {status}.',
    },
  },
  versionNotApproved: {
    kind: 'conflict',
    title: { fr: 'La version n’est pas approuvée', en: 'The version is not approved' },
    detail: {
      fr: 'Seule une version approuvée peut être publiée ; celle-ci est {status}.',
      en: 'Only an approved version can be published; this one is {status}.',
    },
  },
  secondPersonRequired: {
    kind: 'rule',
    title: { fr: 'Une seconde personne doit approuver', en: 'A second person must approve' },
    detail: {
      fr: 'Qui a préparé ou soumis une version ne peut pas l’approuver.',
      en: 'Whoever prepared or submitted a version cannot approve it.',
    },
  },
  emptyVersion: {
    kind: 'rule',
    title: { fr: 'Version sans valeur', en: 'Version without values' },
  },
  correctionReasonRequired: {
    kind: 'rule',
    title: { fr: 'Correction sans motif', en: 'Correction without a reason' },
    detail: {
      fr: 'La version change des valeurs déjà publiées, ou des jours passés depuis plus de {limit} jours : {series}. Donnez un motif dans « correction.reason ».',
      en: 'The version changes values already published, or days that are more than {limit} days past: {series}. Give a reason in "correction.reason".',
    },
  },
  publicationTooEarly: {
    kind: 'rule',
    title: { fr: 'Date de publication trop ancienne', en: 'Publication date too early' },
    detail: {
      fr: 'Une publication ne peut pas précéder ce qu’elle change : {series}. Une correction se publie aujourd’hui ou plus tard.',
      en: 'A publication cannot precede what it changes: {series}. A correction is published today or later.',
    },
  },
  publicationUnderWay: {
    kind: 'conflict',
    title: { fr: 'Une autre publication prend effet', en: 'Another publication is taking effect' },
    detail: { fr: 'Réessayez dans deux secondes.', en: 'Try again in two seconds.' },
  },
  unknownSeries: {
    kind: 'rule',
    title: { fr: 'Paramètre inconnu', en: 'Unknown parameter' },
    detail: { fr: 'Inconnu : « {ref} ».', en: 'Unknown: "{ref}".' },
  },
  itemRepeated: {
    kind: 'rule',
    title: { fr: 'Paramètre répété', en: 'Parameter repeated' },
    detail: {
      fr: 'Deux fois dans la même version : « {ref} ».',
      en: 'Twice in one version: "{ref}".',
    },
  },
  itemForm: {
    kind: 'rule',
    title: { fr: 'Valeur sans place', en: 'Value without a place' },
    detail: {
      fr: '« {ref} » : un paramètre prend « value », une table « rows », chaque place une fois et telle que « {place} ».',
      en: '"{ref}": a parameter takes "value", a table "rows", each place once and such as "{place}".',
    },
  },
  referenceTooLate: {
    kind: 'rule',
    title: {
      fr: 'Référence postérieure à la publication',
      en: 'Reference later than the publication',
    },
    detail: {
      fr: 'La version cite un texte daté d’après sa publication : aucun texte ne fixe une valeur publiée avant lui.',
      en: 'The version cites a text dated after its publication: no text sets a value that was published before it.',
    },
  },
  publicationTooFar: {
    kind: 'rule',
    title: { fr: 'Date de publication trop lointaine', en: 'Publication date too far ahead' },
    detail: { fr: 'Au plus tard le {latest}.', en: '{latest} at the latest.' },
  },
});

import {
  defineErrors,
  type DomainError,
  type ErrorFactory,
  type ErrorMeta,
  fillSentence,
} from '@passerelle/kernel';

/** What the present state of a case refuses, whatever the step. */
export const caseErrors = defineErrors('mediation', {
  referralAlreadyClosed: {
    kind: 'conflict',
    title: { fr: 'Saisine déjà terminée', en: 'Referral already ended' },
    detail: {
      fr: 'Une saisine terminée ne se rouvre pas : enregistrez une nouvelle saisine liée à celle-ci.',
      en: 'A referral that has ended is not reopened: record a new one, linked to it.',
    },
  },
  alreadyDecided: {
    kind: 'conflict',
    title: { fr: 'Recevabilité déjà décidée', en: 'Admissibility already decided' },
    detail: {
      fr: 'La décision sur la recevabilité a été prise ; il n’y en a pas de seconde.',
      en: 'The decision on admissibility has been taken; there is no second one.',
    },
  },
  notYetAdmissible: {
    kind: 'conflict',
    title: { fr: 'Recevabilité pas encore décidée', en: 'Admissibility not decided yet' },
    detail: {
      fr: 'Cette étape n’est possible qu’une fois la recevabilité notifiée.',
      en: 'This step is only possible once the admissibility has been notified.',
    },
  },
  notAllowedNow: {
    kind: 'conflict',
    title: { fr: 'Étape impossible à ce stade', en: 'Step not possible at this stage' },
    detail: {
      fr: 'L’état actuel de la saisine ne permet pas cette étape.',
      en: 'The present state of the referral does not allow this step.',
    },
  },
  conflictOfInterest: {
    kind: 'forbidden',
    title: { fr: 'Conflit d’intérêts', en: 'Conflict of interest' },
    detail: {
      fr: 'Une personne qui a déjà traité ce dossier le confie à un autre médiateur.',
      en: 'Whoever handled this file before hands it over to another mediator.',
    },
  },
  transferRequired: {
    kind: 'conflict',
    title: { fr: 'Saisine à transmettre à une autre Caf', en: 'Case to be transferred' },
    detail: {
      fr: 'Un lien familial, professionnel ou financier est déclaré : le médiateur d’une autre Caf traite la demande (R115-5 du code de la sécurité sociale). Transmettez-lui la saisine.',
      en: 'A family, professional or financial link is declared: the mediator of another Caf deals with the claim (R115-5 of the French social security code). Transfer the case.',
    },
  },
});

/** The error, with its code and sentence attached to one member of the request by a JSON pointer. */
export function refuseAt(pointer: string, error: ErrorFactory, meta: ErrorMeta = {}): DomainError {
  const { code, title, detail = title } = error.definition;
  return error(meta, [
    {
      pointer,
      code,
      detail: fillSentence(detail, meta),
    },
  ]);
}

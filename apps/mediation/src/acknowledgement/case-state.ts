import { fillSentence, type Localized } from '@passerelle/kernel';

import type { ReferralState, ReferralStatus } from '../cases/referral.js';
import { explanationOf } from '../grounds/explanation.js';
import { withDays } from './sentences.js';

export type StateFacts = Pick<
  ReferralState,
  | 'status'
  | 'ground'
  | 'notifiedOn'
  | 'openedOn'
  | 'redirectedTo'
  | 'transmittedOn'
  | 'solutionProposedOn'
  | 'communicatedToPersonOn'
  | 'closedOn'
  | 'courtSeizedOn'
  | 'withdrawnOn'
  | 'joinedOn'
  | 'transferredOn'
  | 'transferredTo'
>;

const WAITS_FOR_DECISION: Localized = {
  fr: 'Le médiateur n’a pas encore décidé si votre demande est recevable.',
  en: 'The mediator has not yet decided whether your request is admissible.',
};

const INFORMATION_REQUESTED: Localized = {
  fr: 'Le médiateur vous a demandé des précisions pour décider si votre demande est recevable.',
  en: 'The mediator has asked you for more information, to decide whether your request is admissible.',
};

const ADMISSIBLE: Localized = {
  fr: 'Votre demande est recevable depuis le {openedOn}.',
  en: 'Your request has been admissible since {openedOn}.',
};

const EXAMINED: Localized = {
  fr: 'Le médiateur examine votre situation.',
  en: 'The mediator is examining your situation.',
};

const NOT_FOR_MEDIATION: Localized = {
  fr: 'Votre demande ne relève pas de la médiation.',
  en: 'Your request is not a matter for mediation.',
};

const INADMISSIBLE: Localized = {
  fr: 'Votre demande n’est pas recevable : cette décision vous a été notifiée le {notifiedOn}.',
  en: 'Your request is not admissible: this decision was notified to you on {notifiedOn}.',
};

const NO_FURTHER_ACTION: Localized = {
  fr: 'Les précisions demandées ne nous sont pas parvenues : votre demande a été classée sans suite le {closedOn}.',
  en: 'The information that we asked for did not reach us: your request was closed without action on {closedOn}.',
};

const WAITS_FOR_PERSON: Localized = {
  fr: 'Le médiateur attend une réponse de votre part.',
  en: 'The mediator is waiting for an answer from you.',
};

const WAITS_FOR_SERVICE: Localized = {
  fr: 'Le médiateur attend la réponse d’un service de la Caf.',
  en: 'The mediator is waiting for the answer of a service of the Caf.',
};

const WAITS_FOR_PARTNER: Localized = {
  fr: 'Le médiateur attend la réponse d’un autre organisme.',
  en: 'The mediator is waiting for the answer of another body.',
};

const SOLUTION_PROPOSED: Localized = {
  fr: 'Le médiateur vous a proposé une solution le {proposedOn}.',
  en: 'The mediator proposed a solution to you on {proposedOn}.',
};

const RECOMMENDED: Localized = {
  fr: 'Le médiateur a adressé une recommandation à la Caf.',
  en: 'The mediator has sent a recommendation to the Caf.',
};

const CLOSED: Localized = {
  fr: 'La médiation est terminée depuis le {closedOn}.',
  en: 'The mediation ended on {closedOn}.',
};

const COMMUNICATED: Localized = {
  fr: 'Ses conclusions vous ont été communiquées le {communicatedOn}.',
  en: 'Its conclusions were communicated to you on {communicatedOn}.',
};

const LAPSED: Localized = {
  fr: 'Un tribunal a été saisi le {courtSeizedOn} : la médiation a pris fin.',
  en: 'A court action was brought on {courtSeizedOn}: the mediation has ended.',
};

const WITHDRAWN: Localized = {
  fr: 'Vous avez retiré votre demande le {withdrawnOn} : la médiation a pris fin.',
  en: 'You withdrew your request on {withdrawnOn}: the mediation has ended.',
};

const JOINED: Localized = {
  fr: 'Votre demande a été jointe le {joinedOn} à une autre demande sur le même sujet : elles sont traitées ensemble.',
  en: 'On {joinedOn} your request was joined to another request about the same matter: they are dealt with together.',
};

const TRANSFERRED: Localized = {
  fr: 'Votre demande a été transmise le {transferredOn} au médiateur d’une autre Caf ({transferredTo}), qui la traite.',
  en: 'On {transferredOn} your request was passed on to the mediator of another Caf ({transferredTo}), who deals with it.',
};

const opened = ({ openedOn }: StateFacts, ...then: readonly Localized[]): Localized[] => [
  ...withDays(ADMISSIBLE, { openedOn }),
  ...then,
];

type StateSentences = (facts: StateFacts) => readonly Localized[];

/** Where a case of each status stands, in words for the person. A status without an entry does not compile. */
const STATES: Readonly<Record<ReferralStatus, StateSentences>> = {
  received: () => [WAITS_FOR_DECISION],
  more_information_requested: () => [INFORMATION_REQUESTED],
  redirected: (facts) => [NOT_FOR_MEDIATION, ...explanationOf(facts)],
  inadmissible: (facts) => [
    ...withDays(INADMISSIBLE, { notifiedOn: facts.notifiedOn }),
    ...explanationOf(facts),
  ],
  no_further_action: ({ closedOn }) => withDays(NO_FURTHER_ACTION, { closedOn }),
  in_review: (facts) => opened(facts, EXAMINED),
  waiting_beneficiary: (facts) => opened(facts, WAITS_FOR_PERSON),
  waiting_service: (facts) => opened(facts, WAITS_FOR_SERVICE),
  waiting_partner: (facts) => opened(facts, WAITS_FOR_PARTNER),
  solution_proposed: (facts) =>
    opened(facts, ...withDays(SOLUTION_PROPOSED, { proposedOn: facts.solutionProposedOn })),
  recommendation_issued: (facts) => opened(facts, RECOMMENDED),
  closed: ({ closedOn, communicatedToPersonOn }) => [
    ...withDays(CLOSED, { closedOn }),
    ...withDays(COMMUNICATED, { communicatedOn: communicatedToPersonOn }),
  ],
  lapsed: ({ courtSeizedOn }) => withDays(LAPSED, { courtSeizedOn }),
  withdrawn: ({ withdrawnOn }) => withDays(WITHDRAWN, { withdrawnOn }),
  joined: ({ joinedOn }) => withDays(JOINED, { joinedOn }),
  // R115-5 CSS: the mediator of another body of the same kind treats the claim (domain M1.7).
  transferred: ({ transferredOn, transferredTo }) =>
    transferredOn === null || transferredTo === null
      ? []
      : [fillSentence(TRANSFERRED, { transferredOn, transferredTo })],
};

export function stateOf(facts: StateFacts): readonly Localized[] {
  return STATES[facts.status](facts);
}

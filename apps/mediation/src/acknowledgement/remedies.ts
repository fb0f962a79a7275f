import { fillSentence, type Localized } from '@passerelle/kernel';

import type { AppealClock } from '../appeal-clock/appeal-clock.js';
import { isEnded, isUndecided } from '../cases/lifecycle.js';
import type { ReferralState } from '../cases/referral.js';
import type { LastDayRule } from '../time-limits/last-day.js';
import { remarkOnRolling, remarksOn } from '../time-limits/remarks.js';
import type { TimeLimit } from '../time-limits/time-limits.js';
import { authorityOf, COURT_NAMES } from './authorities.js';
import { counted, DAYS, MONTHS, withDays } from './sentences.js';

export type RemedyFacts = Pick<
  ReferralState,
  | 'status'
  | 'openedOn'
  | 'communicatedToPersonOn'
  | 'communicatedToServiceOn'
  | 'withdrawnOn'
  | 'courtSeizedOn'
>;

const NOT_SUSPENDED_YET: Localized = {
  fr: 'Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.',
  en: 'Beware: your request does not suspend the time limits to appeal yet. They are suspended only from the notification that it is admissible.',
};

const ENDS_ON: Localized = {
  fr: 'D’après les éléments reçus, votre délai de recours se termine le {lastDay}.',
  en: 'From what we received, your time limit to appeal ends on {lastDay}.',
};

const ENDED_ON: Localized = {
  fr: 'D’après les éléments reçus, votre délai de recours s’est terminé le {lastDay}. La médiation ne le fait pas courir de nouveau.',
  en: 'From what we received, your time limit to appeal ended on {lastDay}. The mediation does not start it again.',
};

// R142-1-A III CSS; L112-6 CRPA (domain M3.6).
const PRINTED_OR_NOT_HELD: Localized = {
  fr: 'Ce délai ne peut toutefois pas vous être opposé si la décision n’indiquait ni les voies ni les délais de recours.',
  en: 'This time limit cannot be held against you, however, if the decision stated neither the remedies nor their time limits.',
};

const NOT_ENFORCEABLE: Localized = {
  fr: 'Les voies et délais de recours ne vous ont pas été indiqués : aucun délai de recours ne peut vous être opposé.',
  en: 'The remedies and their time limits were not stated to you: no time limit to appeal can be held against you.',
};

const SUSPENDED: Localized = {
  fr: 'Votre délai de recours est suspendu depuis le {suspendedFrom}.',
  en: 'Your time limit to appeal has been suspended since {suspendedFrom}.',
};

const DAYS_LEFT: Localized = {
  fr: 'Durée qui vous restait ce jour-là : {left}.',
  en: 'Time that you had left on that day: {left}.',
};

const RESUMES_LATER: Localized = {
  fr: 'Il reprendra quand les conclusions de la médiation auront été communiquées à vous-même et au service concerné.',
  en: 'It will run on once the conclusions of the mediation are communicated to you and to the service concerned.',
};

const RESUMED: Localized = {
  fr: 'Votre délai de recours, suspendu le {suspendedFrom}, a repris le {resumedOn}. D’après les éléments reçus, il se termine le {lastDay}.',
  en: 'Your time limit to appeal, suspended on {suspendedFrom}, resumed on {resumedOn}. From what we received, it ends on {lastDay}.',
};

const TO_BE_CONFIRMED: Localized = {
  fr: 'La loi ne fixe pas tous les termes de ce calcul : cette date reste à confirmer par le service juridique.',
  en: 'The law does not settle every point of this computation: the legal service has yet to confirm the date.',
};

const NEVER_SUSPENDED: Localized = {
  fr: 'La médiation n’a pas suspendu vos délais de recours : ils ont continué de courir.',
  en: 'The mediation did not suspend your time limits to appeal: they have run on.',
};

const COURT_SEIZED: Localized = {
  fr: 'Le recours porté devant le tribunal suit désormais son cours, sans la médiation.',
  en: 'The action before the court now takes its course, without the mediation.',
};

const SUSPENDED_WITHOUT_DATE: Localized = {
  fr: 'Vos délais de recours sont suspendus depuis le {openedOn}, s’ils n’étaient pas terminés ce jour-là.',
  en: 'Your time limits to appeal have been suspended since {openedOn}, unless they had ended before that day.',
};

const RESUMED_WITHOUT_DATE: Localized = {
  fr: 'Vos délais de recours, suspendus le {openedOn} s’ils n’étaient pas terminés ce jour-là, ont repris à la fin de la médiation.',
  en: 'Your time limits to appeal, suspended on {openedOn} unless they had ended before that day, resumed at the end of the mediation.',
};

const REMEDY: Localized = {
  fr: 'Vous pouvez contester une décision devant {authority}, dans un délai de {months} à compter de sa notification.',
  en: 'You may contest a decision before {authority}, within {months} of its notification.',
};

const DECISION_PREVAILS: Localized = {
  fr: 'La voie et le délai indiqués sur la décision prévalent.',
  en: 'The remedy and the time limit stated on the decision prevail.',
};

const REMEDY_UNKNOWN: Localized = {
  fr: 'La voie et le délai de recours sont indiqués sur la décision contestée.',
  en: 'The remedy and its time limit are stated on the contested decision.',
};

const THEN_COURT: Localized = {
  fr: 'Si votre recours est rejeté, vous pouvez ensuite saisir {court}.',
  en: 'If your appeal is rejected, you may then turn to {court}.',
};

const THEN_COURT_WITHIN: Localized = {
  fr: 'Si votre recours est rejeté, vous pouvez ensuite saisir {court}, dans un délai de {months}.',
  en: 'If your appeal is rejected, you may then turn to {court}, within {months}.',
};

// A penalty has no prior claim, so the letter never names the commission for it (L142-4 CSS; domain M3.10).
const COURT_DIRECTLY: Localized = {
  fr: 'Un avertissement ou une pénalité se conteste directement devant {court}, dans un délai de {months} à compter de sa notification.',
  en: 'A warning or a penalty is contested directly before {court}, within {months} of its notification.',
};

const APPEAL_MEANWHILE: Localized = {
  fr: 'Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.',
  en: 'You may lodge this appeal during the mediation. Going to court ends it.',
};

const COURT_ENDS_MEDIATION: Localized = {
  fr: 'Saisir un tribunal met fin à la médiation.',
  en: 'Going to court ends the mediation.',
};

const JOINED: Localized = {
  fr: 'Pour vos délais de recours, voyez l’accusé de réception de l’autre demande.',
  en: 'For your time limits to appeal, see the acknowledgement of the other request.',
};

/** What the law says of the remedy of a case, and how this Caf counts it. */
export interface RemedyLaw {
  /** Null when no time limit is known for what the person contests. */
  readonly limit: TimeLimit | null;
  readonly rule: LastDayRule;
  readonly clock: AppealClock;
}

/** The remedies and their limits, as they stand for a case in its present state (R112-5 CRPA, fifth element). */
export function remediesOf(
  facts: RemedyFacts,
  { limit, rule, clock }: RemedyLaw,
): readonly Localized[] {
  // The other case has a clock of its own, which may be suspended.
  if (facts.status === 'joined') return [JOINED, ...firstRemedy(limit, rule)];
  const { unrolledDeadline, lastDay } = clock;
  return [
    ...CLOCKS[clock.status](clock, facts),
    ...(unrolledDeadline === null || lastDay === null
      ? []
      : remarkOnRolling(unrolledDeadline, lastDay)),
    ...firstRemedy(limit, rule),
    ...meanwhile(facts, limit),
  ];
}

type ClockSentences = (clock: AppealClock, facts: RemedyFacts) => readonly Localized[];

/** What the clock of the remedy says in each of its states. A state without an entry does not compile. */
const CLOCKS: Readonly<Record<AppealClock['status'], ClockSentences>> = {
  no_deadline: (_, facts) => withoutDeadline(facts),
  unsafe: ({ lastDay }) => [NOT_SUSPENDED_YET, ...withDays(ENDS_ON, { lastDay })],
  running: ({ lastDay }) => [NEVER_SUSPENDED, ...withDays(ENDS_ON, { lastDay })],
  suspended: ({ suspendedFrom, daysLeft }) => [
    ...withDays(SUSPENDED, { suspendedFrom }),
    ...(daysLeft === null ? [] : [fillSentence(DAYS_LEFT, { left: counted(daysLeft, DAYS) })]),
    RESUMES_LATER,
  ],
  resumed: ({ suspendedFrom, resumedOn, lastDay, toBeConfirmed }) => [
    ...withDays(RESUMED, { suspendedFrom, resumedOn, lastDay }),
    ...(toBeConfirmed === null ? [] : [TO_BE_CONFIRMED]),
  ],
  court_seized: () => [COURT_SEIZED],
  expired: ({ lastDay, toBeConfirmed }) => [
    ...withDays(ENDED_ON, { lastDay }),
    ...(toBeConfirmed === null ? [] : [TO_BE_CONFIRMED]),
    PRINTED_OR_NOT_HELD,
  ],
  not_enforceable: () => [NOT_ENFORCEABLE],
};

function withoutDeadline(facts: RemedyFacts): readonly Localized[] {
  const { status, openedOn, communicatedToPersonOn, communicatedToServiceOn, withdrawnOn } = facts;
  if (isUndecided(status)) return [NOT_SUSPENDED_YET];
  if (facts.courtSeizedOn !== null) return [COURT_SEIZED];
  if (openedOn === null) return [NEVER_SUSPENDED];
  const isCommunicated = communicatedToPersonOn !== null && communicatedToServiceOn !== null;
  const hasResumed = isCommunicated || withdrawnOn !== null;
  return withDays(hasResumed ? RESUMED_WITHOUT_DATE : SUSPENDED_WITHOUT_DATE, { openedOn });
}

function firstRemedy(limit: TimeLimit | null, rule: LastDayRule): readonly Localized[] {
  if (limit === null) return [REMEDY_UNKNOWN];
  const authority = authorityOf(limit);
  const months = counted(limit.months, MONTHS);
  const court = COURT_NAMES[limit.nextCourt];
  const remedy =
    authority === null
      ? [fillSentence(COURT_DIRECTLY, { court, months })]
      : [fillSentence(REMEDY, { authority, months }), thenCourt(limit, court)];
  return [...remedy, ...remarksOn(limit, rule), DECISION_PREVAILS];
}

function thenCourt({ nextCourtMonths }: TimeLimit, court: Localized): Localized {
  return nextCourtMonths === null
    ? fillSentence(THEN_COURT, { court })
    : fillSentence(THEN_COURT_WITHIN, { court, months: counted(nextCourtMonths, MONTHS) });
}

function meanwhile({ status }: RemedyFacts, limit: TimeLimit | null): readonly Localized[] {
  if (isEnded(status)) return [];
  const isCourtFirst = limit !== null && authorityOf(limit) === null;
  return [isCourtFirst ? COURT_ENDS_MEDIATION : APPEAL_MEANWHILE];
}

import type { LocalDate } from '@passerelle/kernel';

/** The steps of a case, and whether the person (or whoever speaks for them) is shown them. */
export const TIMELINE_KINDS = {
  received: { shownToPerson: true },
  more_information_requested: { shownToPerson: true },
  information_supplied: { shownToPerson: true },
  declared_admissible: { shownToPerson: true },
  declared_inadmissible: { shownToPerson: true },
  redirected: { shownToPerson: true },
  no_further_action: { shownToPerson: true },
  // What is asked of services, and what they answer, is between them and the mediator (§ 1.8).
  question_asked: { shownToPerson: false },
  question_answered: { shownToPerson: false },
  question_put_to_person: { shownToPerson: true },
  question_answered_by_person: { shownToPerson: true },
  solution_proposed: { shownToPerson: true },
  solution_answered: { shownToPerson: true },
  recommendation_issued: { shownToPerson: false },
  recommendation_answered: { shownToPerson: false },
  recommendation_withdrawn: { shownToPerson: false },
  closed: { shownToPerson: true },
  withdrawn: { shownToPerson: true },
  lapsed: { shownToPerson: true },
  joined: { shownToPerson: true },
  handed_over: { shownToPerson: false },
  conflict_declared: { shownToPerson: false },
  // A past case came from a former system: who brought it is the team's affair.
  imported: { shownToPerson: false },
} as const satisfies Record<string, { readonly shownToPerson: boolean }>;

export type TimelineKind = keyof typeof TIMELINE_KINDS;

/** What a change adds to the case's timeline. */
export interface TimelineStep {
  readonly kind: TimelineKind;
  readonly occurredOn: LocalDate;
  readonly detail?: string | null;
}

export const KINDS_SHOWN_TO_PERSON = (Object.keys(TIMELINE_KINDS) as TimelineKind[]).filter(
  (kind) => TIMELINE_KINDS[kind].shownToPerson,
);

import type { LocalDate } from '@passerelle/kernel';

/** The kinds of steps of a case, and whether the person or their representative sees them. */
export const TIMELINE_KINDS = {
  received: { shownToPerson: true },
  more_information_requested: { shownToPerson: true },
  information_supplied: { shownToPerson: true },
  declared_admissible: { shownToPerson: true },
  declared_inadmissible: { shownToPerson: true },
  redirected: { shownToPerson: true },
  no_further_action: { shownToPerson: true },
  // The questions to services and their answers stay between the services and the mediator (domain M8.1).
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
  transferred: { shownToPerson: true },
  // The person sees that their case was corrected, and its facts as they are now.
  corrected: { shownToPerson: true },
  // Another person may have sent the later case.
  continued: { shownToPerson: false },
  handed_over: { shownToPerson: false },
  conflict_declared: { shownToPerson: false },
  // The import of a past case and its sender concern the mediation team only.
  imported: { shownToPerson: false },
} as const satisfies Record<string, { readonly shownToPerson: boolean }>;

export type TimelineKind = keyof typeof TIMELINE_KINDS;

/** A value that a correction replaced, under the name that requests give it. */
export interface ReplacedValue {
  readonly member: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** The step that a change adds to the timeline of the case. */
export interface TimelineStep {
  readonly kind: TimelineKind;
  readonly occurredOn: LocalDate;
  readonly detail?: string | null;
  readonly replaced?: readonly ReplacedValue[] | null;
}

export const KINDS_SHOWN_TO_PERSON = (Object.keys(TIMELINE_KINDS) as TimelineKind[]).filter(
  (kind) => TIMELINE_KINDS[kind].shownToPerson,
);

import type { LocalDate } from '@passerelle/kernel';

import { Calendar } from './calendar.js';
import {
  type Benefit,
  BENEFITS,
  type Ending,
  ENDINGS,
  type Ground,
  NOT_OPENED_BY_GROUND,
  NOT_OPENED_BY_ORIGIN,
  OPENED_BY_ORIGIN,
  type Origin,
  type Reason,
  REASONS,
  TOTAL_DAYS_TO_ADMISSIBILITY,
} from './mediation-figures.js';
import {
  BENEFITS_SERVICE,
  notOpenedDescription,
  openedDescription,
  ORIGIN_DETAILS,
  OTHER_BODIES,
  PARTNERS,
  QUESTIONS,
} from './mediation-wording.js';
import { apportion, Random, repeated } from './random.js';

export const SEED = 20240328;

type Mediator = 'mediator' | 'mediator_2';

/** One POST below the case's path; `then` is a POST below the resource that it created. */
export interface DemoStep {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly then?: DemoStep;
}

interface DemoReferral {
  readonly origin: Origin;
  readonly originDetail?: string;
  readonly channel: 'online' | 'email' | 'letter';
  readonly receivedOn: LocalDate;
  readonly fileNumber: string;
  readonly subject: {
    readonly benefit: Benefit;
    readonly reason: Reason;
    readonly description: string;
  };
  readonly priorClaim: { readonly madeOn: LocalDate; readonly reference?: string } | null;
  readonly courtSeized: boolean;
  readonly appealDeadline?: LocalDate;
}

/** A synthetic case: what was received, and what became of it, in the order in which it happened. */
export interface DemoCase {
  readonly mediator: Mediator;
  readonly referral: DemoReferral;
  readonly steps: readonly DemoStep[];
}

/** The 720 cases received in 2023, in order of receipt; no two have the same file number. */
export function mediationCases(seed = SEED): DemoCase[] {
  return new MediationYear(new Random(seed)).cases();
}

interface OpenedPlan {
  readonly kind: 'opened';
  readonly origin: Origin;
  readonly ending: Ending;
  readonly benefit: Benefit;
  readonly reason: Reason;
}

interface NotOpenedPlan {
  readonly kind: 'not_opened';
  readonly origin: Origin;
  readonly ground: Ground;
  readonly benefit: Benefit;
}

type Plan = OpenedPlan | NotOpenedPlan;

/** These grounds say who writes. */
const TYPICAL_ORIGINS: Readonly<Partial<Record<Ground, Origin>>> = {
  political_mail: 'elected_official',
  partner_funding: 'social_worker',
  private_dispute: 'beneficiary',
  data_rights: 'beneficiary',
};

const REASON_OF_GROUND: Readonly<Partial<Record<Ground, Reason>>> = {
  claim_processing: 'unpaid_benefit',
  administrative_explanation: 'misunderstanding',
  acceleration_normal_delay: 'delay',
  debt_remission: 'overpayment',
  no_prior_claim: 'unpaid_benefit',
  court_seized: 'overpayment',
  qualified_fraud: 'overpayment',
};

const INADMISSIBLE: readonly Ground[] = [
  'no_prior_claim',
  'court_seized',
  'unclear_subject',
  'qualified_fraud',
  'partner_funding',
];

const YEAR = 2023;
/** caf.fr opened the online procedure in some places in June 2023. */
const ONLINE_FROM = '2023-06-05';
/** All was over when the figures were shown, on 28 March 2024. */
const LAST_ENDING = '2024-03-19';
/** Longest time to a decision on admissibility. */
const MOST_DAYS = 32;
const RECOMMENDED: readonly Ending[] = ['recommendation_followed', 'recommendation_not_followed'];
const WITHOUT_CLOSURE: readonly Ending[] = ['withdrawn', 'lapsed_court_seized'];

class MediationYear {
  private readonly calendar = new Calendar();
  private readonly onlineFrom = this.calendar.number(ONLINE_FROM);
  private readonly lastEnding = this.calendar.number(LAST_ENDING);

  constructor(private readonly random: Random) {}

  cases(): DemoCase[] {
    const plans = this.random.shuffle<Plan>([...this.openedPlans(), ...this.notOpenedPlans()]);
    const received = this.daysOfReceipt(plans.length);
    const notified = this.daysOfAdmissibility(plans, received);
    const fileNumbers = this.fileNumbers(plans);
    return plans.map((plan, index) => {
      const day = received[index] as number;
      const mediator = this.random.chance(0.55) ? 'mediator' : 'mediator_2';
      const fileNumber = fileNumbers[index] as string;
      return plan.kind === 'opened'
        ? this.opened(plan, mediator, fileNumber, day, notified[index] as number)
        : this.notOpened(plan, mediator, fileNumber, day);
    });
  }

  private openedPlans(): OpenedPlan[] {
    const origins = this.random.shuffle(repeated(OPENED_BY_ORIGIN));
    const endings = this.random.shuffle(repeated(ENDINGS));
    const benefits = this.random.shuffle(repeated(apportion(origins.length, BENEFITS)));
    const reasons = this.random.shuffle(repeated(apportion(origins.length, REASONS)));
    return origins.map((origin, index) => ({
      kind: 'opened',
      origin,
      ending: endings[index] as Ending,
      benefit: benefits[index] as Benefit,
      reason: reasons[index] as Reason,
    }));
  }

  private notOpenedPlans(): NotOpenedPlan[] {
    const origins = this.random.shuffle(repeated(NOT_OPENED_BY_ORIGIN));
    const grounds = this.random.shuffle(repeated(NOT_OPENED_BY_GROUND));
    const benefits = this.random.shuffle(repeated(apportion(origins.length, BENEFITS)));
    const typicalFirst = grounds.sort(
      (a, b) => Number(b in TYPICAL_ORIGINS) - Number(a in TYPICAL_ORIGINS),
    );
    return typicalFirst.map((ground, index) => ({
      kind: 'not_opened',
      origin: takeOut(origins, TYPICAL_ORIGINS[ground]),
      ground,
      benefit: benefits[index] as Benefit,
    }));
  }

  /** Most requests arrive on working days, fewer in summer and at the end of the year. */
  private daysOfReceipt(count: number): number[] {
    const first = this.calendar.number(`${YEAR}-01-01`);
    const last = this.calendar.number(`${YEAR}-12-31`);
    const days: number[] = [];
    while (days.length < count) {
      const day = this.random.integer(first, last);
      const month = Number(this.calendar.day(day).slice(5, 7));
      const season = month === 8 ? 0.7 : month === 12 ? 0.8 : 1;
      if (this.random.chance(season * (this.calendar.isWorking(day) ? 1 : 0.2))) days.push(day);
    }
    return days.sort((a, b) => a - b);
  }

  /**
   * For each opened case the working day of the notified admissibility. The durations are drawn, then
   * moved by single working days until they add up to the known total.
   */
  private daysOfAdmissibility(plans: readonly Plan[], received: readonly number[]): number[] {
    const notified = received.map((day) => this.decisionAfter(day));
    const opened = plans.flatMap((plan, index) => (plan.kind === 'opened' ? [index] : []));
    let excess =
      opened.reduce((sum, index) => sum + gap(received, notified, index), 0) -
      TOTAL_DAYS_TO_ADMISSIBILITY;
    while (excess !== 0) {
      const index = this.random.pick(opened);
      const before = notified[index] as number;
      const after =
        excess > 0 ? this.calendar.workingBefore(before) : this.calendar.workingFrom(before + 1);
      const days = after - (received[index] as number);
      const moved = after - before;
      if (days < 1 || days > MOST_DAYS || Math.abs(moved) > Math.abs(excess)) continue;
      notified[index] = after;
      excess += moved;
    }
    return notified;
  }

  /** A working day after `day`: mostly within a week or two, sometimes a month. */
  private decisionAfter(day: number): number {
    const days = Math.min(MOST_DAYS - 4, Math.max(1, Math.round(this.random.lognormal(6, 0.62))));
    return this.calendar.workingFrom(day + days);
  }

  /** 0000001 is the file of the demo account `beneficiary`, who finds a mediation of their own there. */
  private fileNumbers(plans: readonly Plan[]): string[] {
    const own = plans.findIndex(
      (plan) =>
        plan.kind === 'opened' && plan.origin === 'beneficiary' && plan.ending === 'fully_revised',
    );
    let next = 2;
    return plans.map((_, index) => String(index === own ? 1 : next++).padStart(7, '0'));
  }

  private opened(
    plan: OpenedPlan,
    mediator: Mediator,
    fileNumber: string,
    received: number,
    notified: number,
  ): DemoCase {
    const { benefit, reason } = plan;
    const description = openedDescription(benefit, reason, this.random.integer(0, 5));
    const days = notified - received;
    const completed = days >= 12 && this.random.chance(0.4);
    return {
      mediator,
      referral: {
        ...this.sender(plan.origin, received),
        fileNumber,
        subject: { benefit, reason, description },
        priorClaim: this.priorClaim(received),
        courtSeized: false,
        ...(this.random.chance(0.45)
          ? { appealDeadline: this.day(received + this.random.integer(6, 55)) }
          : {}),
      },
      steps: [
        ...(completed ? [this.moreInformation(this.calendar.workingFrom(received + 1))] : []),
        {
          path: 'admissibility',
          body: {
            decision: 'admissible',
            ...(reason === 'delay' ? { ground: 'abnormal_delay' } : {}),
            notifiedOn: this.day(notified),
          },
        },
        ...this.examination(plan, notified),
      ],
    };
  }

  /** From the opening to the end: a month on average, longer with a recommendation. */
  private examination(plan: OpenedPlan, openedOn: number): DemoStep[] {
    const recommended = RECOMMENDED.includes(plan.ending);
    const length = Math.min(120, Math.max(4, Math.round(this.random.lognormal(26, 0.55))));
    const end = this.calendar.workingFrom(
      Math.min(openedOn + length + (recommended ? 45 : 0), this.lastEnding),
    );
    const steps: DemoStep[] = [];
    if (length >= 8 && this.random.chance(0.4)) steps.push(this.question(openedOn, end));
    if (recommended) steps.push(this.recommendation(plan.ending, openedOn));
    return [...steps, this.ending(plan, openedOn, end)];
  }

  private question(openedOn: number, end: number): DemoStep {
    const addressee = this.random.weighted({ service: 55, beneficiary: 30, partner: 15 });
    const asked = this.calendar.workingFrom(openedOn + 1);
    const answered = this.calendar.workingFrom(
      asked + this.random.integer(1, Math.max(1, Math.min(14, end - asked - 3))),
    );
    const names = { service: BENEFITS_SERVICE, partner: this.random.pick(PARTNERS) };
    const { question, answer } = QUESTIONS[addressee];
    return {
      path: 'information-requests',
      body: {
        addressee,
        ...(addressee === 'beneficiary' ? {} : { addresseeName: names[addressee] }),
        question,
        askedOn: this.day(asked),
        dueOn: this.day(asked + 15),
      },
      ...(answered < end && this.random.chance(0.92)
        ? {
            then: {
              path: 'answer',
              body: { text: answer, answeredOn: this.day(answered) },
            },
          }
        : {}),
    };
  }

  private recommendation(ending: Ending, openedOn: number): DemoStep {
    const followed = ending === 'recommendation_followed';
    const issued = this.calendar.workingFrom(openedOn + 14);
    const answered = this.calendar.workingFrom(issued + 18);
    return {
      path: 'recommendations',
      body: {
        addressedTo: followed ? 'Directeur de la caisse' : 'Service des prestations',
        kind: 'individual',
        legalBasis: followed
          ? 'Article L123-1 du code des relations entre le public et l’administration'
          : 'Article L217-7-1 du code de la sécurité sociale',
        text: 'Réexaminer la situation pour la période contestée et en communiquer le calcul à la personne.',
        issuedOn: this.day(issued),
        answerDueOn: this.day(issued + 30),
      },
      then: {
        path: 'answer',
        body: followed
          ? { answer: 'followed', answeredOn: this.day(answered), effectiveOn: this.day(answered) }
          : {
              answer: 'refused',
              reason: 'Les textes en vigueur ne permettent pas de revenir sur la période.',
              answeredOn: this.day(answered),
            },
      },
    };
  }

  private ending({ ending, reason }: OpenedPlan, openedOn: number, end: number): DemoStep {
    if (WITHOUT_CLOSURE.includes(ending)) {
      return ending === 'withdrawn'
        ? { path: 'withdrawal', body: { withdrawnOn: this.day(end) } }
        : { path: 'court-seizure', body: { seizedOn: this.day(end) } };
    }
    const agreement = ending === 'agreement_revised' || ending === 'agreement_maintained';
    const outcome = OUTCOME_OF[ending];
    return {
      path: 'closure',
      body: {
        resolution: agreement ? 'amicable_agreement' : ending,
        outcome,
        communicatedToPersonOn: this.day(end),
        communicatedToServiceOn: this.day(
          this.calendar.workingFrom(Math.max(openedOn, end + this.random.integer(0, 3))),
        ),
        summary: SUMMARY_OF[outcome],
        ...(outcome === 'revised' ? this.money(reason) : {}),
      },
    };
  }

  /** Arrears for what was not paid; a debt found too high is given back likewise. */
  private money(reason: Reason): Record<string, number> {
    const cents = Math.round(this.random.lognormal(64_000, 0.8));
    return reason === 'overpayment' && this.random.chance(0.1)
      ? { arrearsCents: cents, overpaymentCents: Math.round(cents / 4) }
      : { arrearsCents: cents };
  }

  private notOpened(
    plan: NotOpenedPlan,
    mediator: Mediator,
    fileNumber: string,
    received: number,
  ): DemoCase {
    const { benefit, ground } = plan;
    const hasClaim = ground !== 'no_prior_claim' && this.random.chance(0.6);
    return {
      mediator,
      referral: {
        ...this.sender(plan.origin, received),
        fileNumber,
        subject: {
          benefit,
          reason: REASON_OF_GROUND[ground] ?? 'other',
          description: notOpenedDescription(benefit, ground),
        },
        priorClaim: hasClaim ? this.priorClaim(received) : null,
        courtSeized: ground === 'court_seized',
      },
      steps: this.refusal(plan, received),
    };
  }

  private refusal({ ground }: NotOpenedPlan, received: number): DemoStep[] {
    const notified = this.decisionAfter(received);
    if (ground === 'unclear_subject') {
      // Thirty days to answer, and a few more before the case is ended without an answer.
      const later = this.calendar.workingFrom(notified + 34);
      return [this.moreInformation(notified), this.decision('inadmissible', ground, later)];
    }
    if (INADMISSIBLE.includes(ground)) return [this.decision('inadmissible', ground, notified)];
    const redirected = this.decision('redirected', ground, notified);
    return ground === 'not_caf'
      ? [
          {
            ...redirected,
            body: { ...redirected.body, redirectedTo: this.random.pick(OTHER_BODIES) },
          },
        ]
      : [redirected];
  }

  private moreInformation(notified: number): DemoStep {
    return this.decision('more_information', 'unclear_subject', notified);
  }

  private decision(decision: string, ground: Ground, notified: number): DemoStep {
    return { path: 'admissibility', body: { decision, ground, notifiedOn: this.day(notified) } };
  }

  private sender(
    origin: Origin,
    received: number,
  ): Pick<DemoReferral, 'origin' | 'originDetail' | 'channel' | 'receivedOn'> {
    const details = ORIGIN_DETAILS[origin];
    const themselves = origin === 'beneficiary' || origin === 'legal_representative';
    const online = themselves && received >= this.onlineFrom;
    const letters = this.calendar.isWorking(received);
    return {
      origin,
      ...(details === undefined ? {} : { originDetail: this.random.pick(details) }),
      channel: this.random.weighted({
        online: online ? 45 : 0,
        email: 60,
        letter: letters ? 25 : 0,
      }),
      receivedOn: this.day(received),
    };
  }

  private priorClaim(received: number): NonNullable<DemoReferral['priorClaim']> {
    const madeOn = this.day(
      received - Math.round(Math.min(300, 12 + this.random.lognormal(45, 0.6))),
    );
    return this.random.chance(0.6)
      ? {
          madeOn,
          reference: `REC-${madeOn.slice(0, 4)}-${String(this.random.integer(1, 99_999)).padStart(5, '0')}`,
        }
      : { madeOn };
  }

  private day(number: number): LocalDate {
    return this.calendar.day(number);
  }
}

const OUTCOME_OF: Readonly<Record<Ending, 'revised' | 'maintained' | 'other'>> = {
  fully_revised: 'revised',
  partly_revised: 'revised',
  agreement_revised: 'revised',
  recommendation_followed: 'revised',
  maintained_with_explanation: 'maintained',
  agreement_maintained: 'maintained',
  recommendation_not_followed: 'maintained',
  withdrawn: 'other',
  lapsed_court_seized: 'other',
  no_further_action: 'other',
  redirected: 'other',
};

const SUMMARY_OF = {
  revised:
    'Après examen de votre dossier, la caisse a revu sa décision. Le nouveau calcul vous a été adressé.',
  maintained:
    'Après examen de votre dossier, la décision est conforme aux textes. Le calcul vous est expliqué dans ce courrier.',
  other:
    'La médiation est terminée. Vous pouvez saisir de nouveau le médiateur si votre situation change.',
} as const;

function gap(received: readonly number[], notified: readonly number[], index: number): number {
  return (notified[index] as number) - (received[index] as number);
}

/** Removes and returns the wanted member, or the last one when none is wanted or left. */
function takeOut<T>(members: T[], wanted: T | undefined): T {
  const index = wanted === undefined ? -1 : members.indexOf(wanted);
  return members.splice(index === -1 ? members.length - 1 : index, 1)[0] as T;
}

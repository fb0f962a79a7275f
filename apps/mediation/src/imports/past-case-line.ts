import type { ImportLine } from '@passerelle/imports';
import { FILE_NUMBER_FORM, type LocalDate } from '@passerelle/kernel';

import {
  ADDRESSEES,
  BENEFITS,
  CHANNELS,
  DECISIONS,
  GROUNDS,
  ORIGINS,
  OUTCOMES,
  REASONS,
  RESOLUTIONS,
  SOLUTION_ANSWERS,
} from '../cases/referral.js';
import { RECOMMENDATION_ANSWERS, RECOMMENDATION_KINDS } from '../recommendations/recommendation.js';
import type { NewCase } from '../referrals/registration.js';
import type {
  PastCase,
  PastPrecision,
  PastQuestion,
  PastRecommendation,
  PastSolution,
} from './past-case.js';

/** The members of a line. */
export const PAST_CASE_MEMBERS = [
  'externalReference',
  'origin',
  'originDetail',
  'channel',
  'receivedOn',
  'fileNumber',
  'subject',
  'priorClaim',
  'courtSeized',
  'appealDeadline',
  'moreInformation',
  'admissibility',
  'noFurtherAction',
  'informationRequests',
  'solutions',
  'recommendations',
  'withdrawal',
  'courtSeizure',
  'closure',
] as const;
export type PastCaseMember = (typeof PAST_CASE_MEMBERS)[number];
/** Faults also name what lies within a member: `closure.summary`. */
export type PastCaseField = PastCaseMember | `${PastCaseMember}.${string}`;

type Line = ImportLine<PastCaseField>;

/** No names: a number as former systems give them. It is shown to mediators, on the timeline. */
const EXTERNAL_REFERENCE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/;
/** More than any case has; a line that holds more is a mistake. */
const MOST = { moreInformation: 10, informationRequests: 50, solutions: 10, recommendations: 20 };

/** What a written text may be, as online. */
const text = (max: number) => ({ max, multiline: true }) as const;
const written = (max: number) => ({ ...text(max), required: true }) as const;
const REQUIRED = { required: true } as const;

/**
 * Reads a line; every fault of form is recorded on it.
 *
 * @returns `null` when the line was refused
 */
export function readPastCase(line: Line, today: LocalDate): PastCase | null {
  const externalReference = line.text('externalReference', {
    required: true,
    pattern: EXTERNAL_REFERENCE,
    code: 'external-reference',
  });
  const referral = referralOf(line);
  const past: Omit<PastCase, 'externalReference' | 'referral'> = {
    moreInformation: precisionsOf(line, today),
    admissibility: admissibilityOf(line),
    noFurtherAction: noFurtherActionOf(line),
    informationRequests: questionsOf(line),
    solutions: solutionsOf(line),
    recommendations: recommendationsOf(line),
    withdrawal: withdrawalOf(line),
    courtSeizure: courtSeizureOf(line),
    closure: closureOf(line),
  };
  if (line.refused || externalReference === undefined || referral === null) return null;
  return { externalReference, referral, ...past };
}

function referralOf(line: Line): NewCase | null {
  const origin = line.oneOf('origin', ORIGINS, REQUIRED);
  const originDetail = line.text('originDetail', text(200)) ?? null;
  const channel = line.oneOf('channel', CHANNELS, REQUIRED);
  const receivedOn = line.day('receivedOn', REQUIRED);
  const fileNumber = line.text('fileNumber', {
    required: true,
    pattern: FILE_NUMBER_FORM,
    code: 'file-number',
  });
  const subject = line.object('subject', ['benefit', 'reason', 'description'], REQUIRED);
  const benefit = subject?.oneOf('benefit', BENEFITS, REQUIRED);
  const reason = subject?.oneOf('reason', REASONS, REQUIRED);
  const description = subject?.text('description', written(10_000));
  const priorClaim = line.object('priorClaim', ['madeOn', 'reference']);
  const priorClaimMadeOn = priorClaim?.day('madeOn', REQUIRED) ?? null;
  const priorClaimReference = priorClaim?.text('reference', text(100)) ?? null;
  const courtSeized = line.flag('courtSeized', REQUIRED);
  const appealDeadline = line.day('appealDeadline') ?? null;
  if (
    origin === undefined ||
    channel === undefined ||
    receivedOn === undefined ||
    fileNumber === undefined ||
    benefit === undefined ||
    reason === undefined ||
    description === undefined ||
    courtSeized === undefined
  ) {
    return null;
  }
  return {
    origin,
    originDetail,
    channel,
    receivedOn,
    fileNumber,
    benefit,
    reason,
    description,
    priorClaimMadeOn,
    priorClaimReference,
    courtSeized,
    appealDeadline,
    handledBy: [],
    referredBy: null,
  };
}

function precisionsOf(line: Line, today: LocalDate): PastPrecision[] {
  const members = ['ground', 'notifiedOn', 'suppliedOn', 'text'] as const;
  const rules = { max: MOST.moreInformation };
  return line.list('moreInformation', members, rules).flatMap((item) => {
    const ground = item.oneOf('ground', GROUNDS) ?? null;
    const notifiedOn = item.day('notifiedOn', REQUIRED);
    const supplied = item.text('text', text(10_000)) ?? null;
    const suppliedOn = item.day('suppliedOn', { required: supplied !== null }) ?? null;
    if (suppliedOn !== null && suppliedOn > today) item.refuse('suppliedOn', 'supplied-in-future');
    return notifiedOn === undefined ? [] : [{ ground, notifiedOn, suppliedOn, text: supplied }];
  });
}

function admissibilityOf(line: Line): PastCase['admissibility'] {
  const item = line.object('admissibility', [
    'decision',
    'ground',
    'redirectedTo',
    'notifiedOn',
    'transmittedOn',
    'personInformedOn',
  ]);
  if (item === undefined) return null;
  const decision = item.oneOf('decision', DECISIONS, REQUIRED);
  const ground = item.oneOf('ground', GROUNDS) ?? null;
  const redirectedTo = item.text('redirectedTo', text(200)) ?? null;
  const notifiedOn = item.day('notifiedOn', REQUIRED);
  const transmittedOn = item.day('transmittedOn') ?? null;
  const personInformedOn = item.day('personInformedOn') ?? null;
  if (decision === undefined || notifiedOn === undefined) return null;
  return { decision, ground, redirectedTo, notifiedOn, transmittedOn, personInformedOn };
}

function noFurtherActionOf(line: Line): PastCase['noFurtherAction'] {
  const endedOn = line.object('noFurtherAction', ['endedOn'])?.day('endedOn', REQUIRED);
  return endedOn === undefined ? null : { endedOn };
}

function questionsOf(line: Line): PastQuestion[] {
  const members = ['addressee', 'addresseeName', 'question', 'askedOn', 'dueOn', 'answer'] as const;
  const rules = { max: MOST.informationRequests };
  return line.list('informationRequests', members, rules).flatMap((item) => {
    const addressee = item.oneOf('addressee', ADDRESSEES, REQUIRED);
    const name = item.text('addresseeName', text(100)) ?? null;
    const question = item.text('question', written(5_000));
    const askedOn = item.day('askedOn', REQUIRED);
    const dueOn = item.day('dueOn', REQUIRED);
    const reply = item.object('answer', ['text', 'answeredOn']);
    const replied = reply?.text('text', written(10_000));
    const answeredOn = reply?.day('answeredOn', REQUIRED);
    if (
      addressee === undefined ||
      question === undefined ||
      askedOn === undefined ||
      dueOn === undefined
    ) {
      return [];
    }
    const answer =
      replied === undefined || answeredOn === undefined ? null : { text: replied, answeredOn };
    const addresseeName = addressee === 'beneficiary' ? null : name;
    return [{ addressee, addresseeName, question, askedOn, dueOn, answer }];
  });
}

function solutionsOf(line: Line): PastSolution[] {
  const rules = { max: MOST.solutions };
  return line.list('solutions', ['text', 'proposedOn', 'answer'], rules).flatMap((item) => {
    const proposed = item.text('text', written(10_000));
    const proposedOn = item.day('proposedOn', REQUIRED);
    const reply = item.object('answer', ['answer', 'answeredOn']);
    const given = reply?.oneOf('answer', SOLUTION_ANSWERS, REQUIRED);
    const answeredOn = reply?.day('answeredOn', REQUIRED);
    if (proposed === undefined || proposedOn === undefined) return [];
    const answer =
      given === undefined || answeredOn === undefined ? null : { answer: given, answeredOn };
    return [{ text: proposed, proposedOn, answer }];
  });
}

function recommendationsOf(line: Line): PastRecommendation[] {
  const members = [
    'addressedTo',
    'kind',
    'legalBasis',
    'text',
    'issuedOn',
    'answerDueOn',
    'answer',
    'withdrawnOn',
  ] as const;
  const rules = { max: MOST.recommendations };
  return line.list('recommendations', members, rules).flatMap((item) => {
    const addressedTo = item.text('addressedTo', { ...REQUIRED, max: 200 });
    const kind = item.oneOf('kind', RECOMMENDATION_KINDS, REQUIRED);
    // Absent, it is for the rule to refuse: within the law (L217-7-1 CSS).
    const legalBasis = item.text('legalBasis', text(500)) ?? '';
    const recommended = item.text('text', written(20_000));
    const issuedOn = item.day('issuedOn', REQUIRED);
    const answerDueOn = item.day('answerDueOn', REQUIRED);
    const withdrawnOn = item.day('withdrawnOn') ?? null;
    const answer = recommendationAnswerOf(
      item.object('answer', ['answer', 'reason', 'answeredOn', 'effectiveOn']),
    );
    if (
      addressedTo === undefined ||
      kind === undefined ||
      recommended === undefined ||
      issuedOn === undefined ||
      answerDueOn === undefined
    ) {
      return [];
    }
    const dates = { issuedOn, answerDueOn, withdrawnOn };
    return [{ addressedTo, kind, legalBasis, text: recommended, ...dates, answer }];
  });
}

function recommendationAnswerOf(
  item: ImportLine<'answer' | 'reason' | 'answeredOn' | 'effectiveOn'> | undefined,
): PastRecommendation['answer'] {
  if (item === undefined) return null;
  const answer = item.oneOf('answer', RECOMMENDATION_ANSWERS, REQUIRED);
  const reason = item.text('reason', text(5_000)) ?? null;
  const answeredOn = item.day('answeredOn', REQUIRED);
  const effectiveOn = item.day('effectiveOn') ?? null;
  if (answer === undefined || answeredOn === undefined) return null;
  return { answer, reason, answeredOn, effectiveOn };
}

function withdrawalOf(line: Line): PastCase['withdrawal'] {
  const withdrawnOn = line.object('withdrawal', ['withdrawnOn'])?.day('withdrawnOn', REQUIRED);
  return withdrawnOn === undefined ? null : { withdrawnOn };
}

function courtSeizureOf(line: Line): PastCase['courtSeizure'] {
  const seizedOn = line.object('courtSeizure', ['seizedOn'])?.day('seizedOn', REQUIRED);
  return seizedOn === undefined ? null : { seizedOn };
}

function closureOf(line: Line): PastCase['closure'] {
  const item = line.object('closure', [
    'resolution',
    'outcome',
    'communicatedToPersonOn',
    'communicatedToServiceOn',
    'summary',
    'arrearsCents',
    'overpaymentCents',
  ]);
  if (item === undefined) return null;
  return {
    resolution: item.oneOf('resolution', RESOLUTIONS, REQUIRED) ?? null,
    outcome: item.oneOf('outcome', OUTCOMES, REQUIRED) ?? null,
    // Absent, these are for the rule to refuse: a closure is communicated to both, with a text.
    communicatedToPersonOn: item.day('communicatedToPersonOn') ?? null,
    communicatedToServiceOn: item.day('communicatedToServiceOn') ?? null,
    summary: item.text('summary', text(20_000)) ?? null,
    arrearsCents: item.whole('arrearsCents') ?? null,
    overpaymentCents: item.whole('overpaymentCents') ?? null,
  };
}

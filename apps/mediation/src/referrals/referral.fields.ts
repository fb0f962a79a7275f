import { type FieldDefinition, FILE_NUMBER } from '@passerelle/kernel';

import { BENEFITS, CHANNELS, ORIGINS, REASONS } from '../cases/referral.js';

/** The fields of a referral, which a request and a line of past cases share. */
export const REFERRAL = {
  origin: { type: 'one-of', values: ORIGINS },
  originDetail: {
    type: 'text',
    max: 200,
    multiline: true,
    description: 'The prefecture, mayor, delegate… and their reference',
  },
  channel: { type: 'one-of', values: CHANNELS },
  receivedOn: {
    type: 'day',
    description: 'The day on which the referral arrived, not the day of its recording',
  },
  fileNumber: FILE_NUMBER,
  courtSeized: {
    type: 'flag',
    description: 'Whether the person states that a court action is under way',
  },
  appealDeadline: {
    type: 'day',
    description:
      'Last day of the first remedy against the contested decision, as the decision gives it; the appeal clock moves a day off to the next working day',
  },
  remediesPrinted: {
    type: 'flag',
    description:
      'Whether the decision, or the acknowledgement of an implicit one, printed the limits and the remedies; if not, no limit can be held against the person',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

/** What the referral is about. */
export const SUBJECT = {
  benefit: { type: 'one-of', values: BENEFITS },
  reason: { type: 'one-of', values: REASONS },
  description: {
    type: 'text',
    max: 10_000,
    multiline: true,
    description: 'The request in the words of the person',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

export const PRIOR_CLAIM = {
  madeOn: {
    type: 'day',
    description: 'The day on which the person first made a claim to the services of the Caf',
  },
  reference: { type: 'text', max: 100, multiline: true },
  completedOn: {
    type: 'day',
    description:
      'The day on which the Caf received the last documents for the claim, when they came later: the silence counts from then',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

/** What the person adds when the mediator asks for more information. */
export const SUPPLEMENT = {
  text: {
    type: 'text',
    max: 10_000,
    multiline: true,
    description: 'The text that is added to the description',
  },
} as const satisfies Readonly<Record<string, FieldDefinition>>;

import { importFile } from '@passerelle/imports';

import { ADMISSIBILITY } from '../admissibility/admissibility.fields.js';
import { CLOSURE } from '../closure/closure.fields.js';
import {
  INFORMATION_ANSWER,
  INFORMATION_REQUEST,
} from '../information-requests/information-request.fields.js';
import { RECOMMENDATION, RECOMMENDATION_ANSWER } from '../recommendations/recommendation.fields.js';
import { PRIOR_CLAIM, REFERRAL, SUBJECT, SUPPLEMENT } from '../referrals/referral.fields.js';
import { SOLUTION, SOLUTION_ANSWER } from '../solutions/solution.fields.js';

const DAY = { type: 'day' } as const;

/**
 * One past case a line. Lists have limits beyond what any case has: a line that holds more is a mistake.
 *
 * The members stand in the order in which they are compared: the fingerprint of a case is that of its JSON text.
 */
export const PAST_CASES = importFile({
  kind: 'past-cases',
  formats: ['ndjson'],
  columns: {
    externalReference: {
      value: {
        type: 'text',
        max: 60,
        // No names: a number as former systems give them. The timeline shows it to mediators.
        pattern: /^[A-Za-z0-9][A-Za-z0-9._/-]*$/,
        code: 'external-reference',
        expects: {
          fr: 'référence de 1 à 60 lettres non accentuées, chiffres, points, barres ou tirets',
          en: 'a reference of 1 to 60 unaccented letters, digits, points, slashes or dashes',
        },
        description:
          'The number of the case in the former system; a later line with the same number corrects the case',
      },
      required: true,
    },
    origin: { value: REFERRAL.origin, required: true },
    originDetail: { value: REFERRAL.originDetail },
    channel: { value: REFERRAL.channel, required: true },
    receivedOn: { value: REFERRAL.receivedOn, required: true },
    fileNumber: { value: REFERRAL.fileNumber, required: true },
    subject: {
      value: {
        type: 'object',
        members: {
          benefit: { value: SUBJECT.benefit, required: true },
          reason: { value: SUBJECT.reason, required: true },
          description: { value: SUBJECT.description, required: true },
        },
      },
      required: true,
    },
    priorClaim: {
      value: {
        type: 'object',
        members: {
          madeOn: { value: PRIOR_CLAIM.madeOn, required: true },
          reference: { value: PRIOR_CLAIM.reference },
          completedOn: { value: PRIOR_CLAIM.completedOn },
        },
      },
    },
    courtSeized: { value: REFERRAL.courtSeized, required: true },
    appealDeadline: { value: REFERRAL.appealDeadline },
    remediesPrinted: { value: REFERRAL.remediesPrinted },
    moreInformation: {
      value: {
        type: 'list',
        max: 10,
        description: 'Each request for more information before the decision, and the reply',
        members: {
          ground: { value: { ...ADMISSIBILITY.ground, description: undefined } },
          notifiedOn: { value: ADMISSIBILITY.notifiedOn, required: true },
          suppliedOn: { value: DAY, description: 'Required with `text`' },
          text: { value: SUPPLEMENT.text },
        },
      },
    },
    admissibility: {
      value: {
        type: 'object',
        members: {
          decision: { value: ADMISSIBILITY.decision, required: true },
          ground: { value: ADMISSIBILITY.ground },
          redirectedTo: { value: ADMISSIBILITY.redirectedTo },
          notifiedOn: { value: ADMISSIBILITY.notifiedOn, required: true },
          transmittedOn: { value: ADMISSIBILITY.transmittedOn },
          personInformedOn: { value: ADMISSIBILITY.personInformedOn },
          courtSeizedOn: { value: ADMISSIBILITY.courtSeizedOn },
        },
      },
    },
    noFurtherAction: {
      value: { type: 'object', members: { endedOn: { value: DAY, required: true } } },
    },
    informationRequests: {
      value: {
        type: 'list',
        max: 50,
        members: {
          addressee: { value: INFORMATION_REQUEST.addressee, required: true },
          addresseeName: { value: INFORMATION_REQUEST.addresseeName },
          addresseeService: { value: INFORMATION_REQUEST.addresseeService },
          question: { value: INFORMATION_REQUEST.question, required: true },
          askedOn: { value: DAY, required: true },
          dueOn: { value: INFORMATION_REQUEST.dueOn, required: true },
          answer: {
            value: {
              type: 'object',
              members: {
                text: { value: INFORMATION_ANSWER.text, required: true },
                answeredOn: { value: INFORMATION_ANSWER.answeredOn, required: true },
              },
            },
          },
        },
      },
    },
    solutions: {
      value: {
        type: 'list',
        max: 10,
        members: {
          text: { value: SOLUTION.text, required: true },
          proposedOn: { value: SOLUTION.proposedOn, required: true },
          answer: {
            value: {
              type: 'object',
              members: {
                answer: { value: SOLUTION_ANSWER.answer, required: true },
                answeredOn: { value: SOLUTION_ANSWER.answeredOn, required: true },
              },
            },
          },
        },
      },
    },
    recommendations: {
      value: {
        type: 'list',
        max: 20,
        members: {
          addressedTo: { value: RECOMMENDATION.addressedTo, required: true },
          kind: { value: RECOMMENDATION.kind, required: true },
          // Not required here: the rule refuses a recommendation without legal basis (L217-7-1 CSS).
          legalBasis: {
            value: RECOMMENDATION.legalBasis,
            description:
              'The article of law that supports the recommendation, which the rule requires',
          },
          text: { value: RECOMMENDATION.text, required: true },
          issuedOn: { value: RECOMMENDATION.issuedOn, required: true },
          answerDueOn: { value: RECOMMENDATION.answerDueOn, required: true },
          withdrawnOn: { value: DAY },
          answer: {
            value: {
              type: 'object',
              members: {
                answer: { value: RECOMMENDATION_ANSWER.answer, required: true },
                reason: { value: RECOMMENDATION_ANSWER.reason },
                answeredOn: { value: RECOMMENDATION_ANSWER.answeredOn, required: true },
                effectiveOn: { value: RECOMMENDATION_ANSWER.effectiveOn },
              },
            },
          },
        },
      },
    },
    withdrawal: {
      value: { type: 'object', members: { withdrawnOn: { value: DAY, required: true } } },
    },
    courtSeizure: {
      value: { type: 'object', members: { seizedOn: { value: DAY, required: true } } },
    },
    closure: {
      value: {
        type: 'object',
        members: {
          resolution: { value: CLOSURE.resolution, required: true },
          outcome: { value: CLOSURE.outcome, required: true },
          // Not required here: the rule refuses a closure that is not communicated to both, with a text.
          communicatedToPersonOn: { value: CLOSURE.communicatedToPersonOn },
          communicatedToServiceOn: { value: CLOSURE.communicatedToServiceOn },
          summary: { value: CLOSURE.summary },
          arrearsCents: { value: CLOSURE.arrearsCents },
          overpaymentCents: { value: CLOSURE.overpaymentCents },
        },
      },
    },
  },
});
export type PastCaseColumns = typeof PAST_CASES.columns;

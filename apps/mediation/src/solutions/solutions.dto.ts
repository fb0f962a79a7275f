import { Field } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import type { SolutionAnswer } from '../cases/referral.js';
import { SOLUTION, SOLUTION_ANSWER } from './solution.fields.js';

export class ProposeSolution {
  @Field(SOLUTION.text)
  text!: string;

  @Field(SOLUTION.proposedOn)
  proposedOn!: LocalDate;
}

export class AnswerSolution {
  @Field(SOLUTION_ANSWER.answer)
  answer!: SolutionAnswer;

  @Field(SOLUTION_ANSWER.answeredOn, {
    optional: true,
    description: 'Today by default; mediators alone give another day',
  })
  answeredOn?: LocalDate;
}

import { Day, OneOf, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { SOLUTION_ANSWERS, type SolutionAnswer } from '../cases/referral.js';

export class ProposeSolution {
  @Text({ max: 10_000, description: 'The solution proposed to both parties' })
  text!: string;

  @Day()
  proposedOn!: LocalDate;
}

export class AnswerSolution {
  @OneOf(SOLUTION_ANSWERS)
  answer!: SolutionAnswer;

  @Day()
  answeredOn!: LocalDate;
}

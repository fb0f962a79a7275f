import { KINDS_SHOWN_TO_PERSON } from './timeline-step.js';

it('shows the person the steps of their own case, without the exchanges of the mediator with the Caf', () => {
  expect(KINDS_SHOWN_TO_PERSON).toEqual([
    'received',
    'more_information_requested',
    'information_supplied',
    'declared_admissible',
    'declared_inadmissible',
    'redirected',
    'no_further_action',
    'question_put_to_person',
    'question_answered_by_person',
    'solution_proposed',
    'solution_answered',
    'closed',
    'withdrawn',
    'lapsed',
    'joined',
    'transferred',
    'corrected',
  ]);
});

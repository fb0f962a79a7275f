import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { questionAnswerMove, questionMove } from './question-moves.js';

const TODAY = day('2024-03-29');
const referral = {
  status: 'in_review',
  receivedOn: day('2024-02-01'),
  openedOn: day('2024-02-09'),
} as const;
const toService = {
  addressee: 'service',
  addresseeName: 'prestations',
  askedOn: day('2024-02-12'),
  dueOn: day('2024-02-26'),
  answeredOn: null,
} as const;
const toPerson = { ...toService, addressee: 'beneficiary', addresseeName: null } as const;

describe('questionMove', () => {
  it.each([
    [toService, 'question_asked', 'waiting_service'],
    [toPerson, 'question_put_to_person', 'waiting_beneficiary'],
  ] as const)('%j: %s', (request, kind, status) => {
    expect(questionMove(referral, request, [], TODAY)).toEqual({
      changes: { status },
      step: { kind, occurredOn: '2024-02-12', detail: request.addresseeName },
    });
  });

  it('keeps waiting for the open questions put before', () => {
    const open = { addressee: 'beneficiary', answeredOn: null } as const;
    const answered = { ...open, answeredOn: TODAY };
    expect(questionMove(referral, toService, [open], TODAY).changes.status).toBe(
      'waiting_beneficiary',
    );
    expect(questionMove(referral, toService, [answered], TODAY).changes.status).toBe(
      'waiting_service',
    );
  });

  it('refuses a question before the admissibility', () => {
    const undecided = { ...referral, status: 'received' } as const;
    expect(refusal(() => questionMove(undecided, toService, [], TODAY))).toBe(
      'mediation/not-yet-admissible',
    );
  });
});

describe('questionAnswerMove', () => {
  const waiting = { status: 'waiting_service' } as const;
  const answer = { answeredOn: day('2024-02-20') };

  it.each([
    [toService, 'question_answered'],
    [toPerson, 'question_answered_by_person'],
  ] as const)('%j: %s', (request, kind) => {
    expect(questionAnswerMove(waiting, request, answer, [], TODAY)).toEqual({
      changes: { status: 'in_review' },
      step: { kind, occurredOn: '2024-02-20', detail: request.addresseeName },
    });
  });

  it('keeps waiting for the other open questions', () => {
    const others = [{ addressee: 'partner', answeredOn: null }] as const;
    const { changes } = questionAnswerMove(waiting, toService, answer, others, TODAY);
    expect(changes).toEqual({ status: 'waiting_partner' });
  });

  it('refuses a second answer, and an answer on an ended case', () => {
    const answered = { ...toService, answeredOn: TODAY };
    expect(refusal(() => questionAnswerMove(waiting, answered, answer, [], TODAY))).toBe(
      'mediation/question-already-answered',
    );
    const ended = { status: 'closed' } as const;
    expect(refusal(() => questionAnswerMove(ended, toService, answer, [], TODAY))).toBe(
      'mediation/referral-already-closed',
    );
  });
});

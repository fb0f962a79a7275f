import fc from 'fast-check';

import { type LocalDate, localDate } from '@passerelle/kernel';

import { AGREEMENT_STATUSES, isInForce, NEXT, refuseStep } from './agreement.js';

const TODAY = localDate('2024-04-02');
const day = (text: string): LocalDate => localDate(text);
const step = (to: (typeof AGREEMENT_STATUSES)[number], more: object = {}) => ({
  to,
  on: TODAY,
  endsOn: null,
  reason: null,
  ...more,
});

describe('the steps from questionnaire to open', () => {
  it.each([
    ['questionnaire_received', 'under_review', {}, 0, null],
    ['questionnaire_received', 'documents_sent', {}, 0, 'not_next'],
    ['questionnaire_received', 'open', {}, 2, 'not_next'],
    ['under_review', 'documents_sent', {}, 0, null],
    ['documents_sent', 'agreement_signed', {}, 0, null],
    ['agreement_signed', 'service_contract_signed', {}, 0, null],
    ['service_contract_signed', 'members_entered', {}, 1, 'administrators_missing'],
    ['service_contract_signed', 'members_entered', {}, 2, null],
    ['service_contract_signed', 'members_entered', {}, 3, 'administrators_missing'],
    ['members_entered', 'open', {}, 2, 'end_needed'],
    ['members_entered', 'open', { endsOn: day('2024-04-01') }, 2, 'end_past'],
    ['members_entered', 'open', { endsOn: day('2024-04-02') }, 2, null],
    ['members_entered', 'open', { endsOn: day('2027-03-31') }, 1, 'administrators_missing'],
    ['members_entered', 'terminated', {}, 2, 'reason_needed'],
    ['open', 'suspended', {}, 2, 'reason_needed'],
    ['open', 'suspended', { reason: 'x' }, 2, null],
    ['open', 'renewed', { endsOn: day('2030-03-31') }, 2, null],
    ['open', 'terminated', { reason: 'x' }, 2, null],
    ['suspended', 'open', { endsOn: day('2027-03-31') }, 2, null],
    ['suspended', 'renewed', { endsOn: day('2027-03-31') }, 2, 'not_next'],
    ['terminated', 'open', { endsOn: day('2027-03-31') }, 2, 'not_next'],
    ['questionnaire_received', 'under_review', { on: day('2024-04-03') }, 0, 'in_future'],
    ['questionnaire_received', 'under_review', { on: day('2024-02-29') }, 0, 'before_last_step'],
    ['questionnaire_received', 'under_review', { on: day('2024-03-01') }, 0, null],
    ['open', 'renewed', {}, 2, 'end_needed'],
    ['open', 'renewed', { endsOn: day('2024-04-01') }, 2, 'end_past'],
    ['open', 'renewed', { endsOn: day('2030-03-31') }, 1, null],
    ['open', 'terminated', {}, 2, 'reason_needed'],
  ] as const)('from %s to %s %j with %i administrators: %s', (from, to, more, admins, refusal) => {
    const state = { status: from, statusOn: day('2024-03-01'), endsOn: null };
    expect(refuseStep(state, step(to, more), TODAY, admins)).toBe(refusal);
  });

  it('keep the last day of an agreement that opens again without another last day', () => {
    const state = { status: 'suspended', statusOn: day('2024-03-01') } as const;
    const again = step('open');
    expect(refuseStep({ ...state, endsOn: day('2024-04-02') }, again, TODAY, 2)).toBeNull();
    expect(refuseStep({ ...state, endsOn: day('2024-04-01') }, again, TODAY, 2)).toBe('end_past');
    const later = step('open', { endsOn: day('2024-12-31') });
    expect(refuseStep({ ...state, endsOn: day('2024-04-01') }, later, TODAY, 2)).toBeNull();
  });

  it('follow each status as the README says', () => {
    expect(NEXT).toEqual({
      questionnaire_received: ['under_review', 'terminated'],
      under_review: ['documents_sent', 'terminated'],
      documents_sent: ['agreement_signed', 'terminated'],
      agreement_signed: ['service_contract_signed', 'terminated'],
      service_contract_signed: ['members_entered', 'terminated'],
      members_entered: ['open', 'terminated'],
      open: ['suspended', 'renewed', 'terminated'],
      suspended: ['open', 'terminated'],
      renewed: ['suspended', 'renewed', 'terminated'],
      terminated: [],
    });
  });

  it('are taken in the order of NEXT only, and end with the termination', () => {
    const walk = fc.array(fc.constantFrom(...AGREEMENT_STATUSES), { maxLength: 30 });
    fc.assert(
      fc.property(walk, (wanted) => {
        let status: (typeof AGREEMENT_STATUSES)[number] = 'questionnaire_received';
        for (const to of wanted) {
          const state = { status, statusOn: TODAY, endsOn: day('2027-03-31') };
          if (refuseStep(state, step(to, { reason: 'x' }), TODAY, 2) !== null) continue;
          expect(NEXT[status]).toContain(to);
          expect(status).not.toBe('terminated');
          status = to;
        }
      }),
    );
  });
});

describe('isInForce', () => {
  it.each([
    ['open', '2024-04-02', '2024-04-02', true],
    ['renewed', '2024-04-01', null, true],
    ['open', '2024-04-03', null, false],
    ['open', '2024-01-01', '2024-04-01', false],
    ['suspended', '2024-01-01', null, false],
    ['terminated', '2024-01-01', null, false],
    ['members_entered', '2024-01-01', null, false],
  ] as const)('%s since %s until %s: %s', (status, statusOn, endsOn, expected) => {
    const state = { status, statusOn: day(statusOn), endsOn: endsOn === null ? null : day(endsOn) };
    expect(isInForce(state, TODAY)).toBe(expected);
  });
});

import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import { transferMove } from './transfer-move.js';

const TODAY = day('2024-04-02');
const referral: Parameters<typeof transferMove>[0] = {
  status: 'in_review',
  receivedOn: day('2024-02-01'),
  openedOn: day('2024-02-09'),
  handledBy: [],
  declaredLinks: [{ mediator: 'a', kind: 'financial' }],
};
const undecided = { ...referral, status: 'received', openedOn: null } as const;
const transfer = {
  to: 'Caf de la Vendée',
  transferredOn: day('2024-02-20'),
  personInformedOn: day('2024-02-21'),
};

it('ends the case here without a result, on the day of the transfer', () => {
  expect(transferMove(referral, transfer, TODAY)).toEqual({
    changes: {
      status: 'transferred',
      resolution: null,
      outcome: null,
      closedOn: '2024-02-20',
      transferredTo: 'Caf de la Vendée',
      transferredOn: '2024-02-20',
      transferInformedOn: '2024-02-21',
    },
    step: { kind: 'transferred', occurredOn: '2024-02-20', detail: 'Caf de la Vendée' },
  });
});

it.each<[string, Partial<typeof referral>, Partial<typeof transfer>, string | null]>([
  ['a former handling of the file', { declaredLinks: [], handledBy: ['a'] }, {}, null],
  ['no declared conflict', { declaredLinks: [] }, {}, 'mediation/transfer-without-conflict'],
  ['an ended case', { status: 'closed' }, {}, 'mediation/referral-already-closed'],
  [
    'before the opening',
    {},
    { transferredOn: day('2024-02-08') },
    'mediation/transfer-date-out-of-range /transferredOn',
  ],
  ['on the day of the opening', {}, { transferredOn: day('2024-02-09') }, null],
  [
    'before receipt',
    undecided,
    { personInformedOn: day('2024-01-31') },
    'mediation/transfer-date-out-of-range /personInformedOn',
  ],
  ['on the day of receipt', undecided, { personInformedOn: day('2024-02-01') }, null],
  ['today', {}, { personInformedOn: TODAY }, null],
  [
    'tomorrow',
    {},
    { personInformedOn: day('2024-04-03') },
    'mediation/transfer-date-out-of-range /personInformedOn',
  ],
])('%s', (_name, state, change, expected) => {
  expect(
    refusal(() => transferMove({ ...referral, ...state }, { ...transfer, ...change }, TODAY)),
  ).toBe(expected);
});

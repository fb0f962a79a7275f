import { localDate as day } from '@passerelle/kernel';

import { caseFacts, OPENED } from '../../test/case-facts.js';
import { refusal } from '../../test/refusal.js';
import type { CaseFacts } from '../cases/referral.js';
import { type CaseHistory, checkCorrectedCase } from './corrected-case.js';
import { corrected, type Correction } from './correction.js';

const TODAY = day('2024-04-02');
const NOTHING: CaseHistory = {
  requests: [],
  recommendations: [],
  earlierReceivedOn: null,
  laterReceivedOn: [],
};

const inadmissible: Partial<CaseFacts> = {
  status: 'inadmissible',
  decision: 'inadmissible',
  ground: 'court_seized',
  notifiedOn: day('2024-02-09'),
  closedOn: day('2024-02-09'),
  courtSeized: true,
  courtSeizedOn: day('2024-01-25'),
};
const lapsed: Partial<CaseFacts> = {
  ...OPENED,
  status: 'lapsed',
  courtSeized: true,
  courtSeizedOn: day('2024-02-20'),
  closedOn: day('2024-02-20'),
};
const withdrawn: Partial<CaseFacts> = {
  ...OPENED,
  status: 'withdrawn',
  withdrawnOn: day('2024-02-07'),
  closedOn: day('2024-02-07'),
};
function refusalOf(
  state: Partial<CaseFacts>,
  correction: Correction,
  linked: Partial<CaseHistory> = {},
): string | null {
  return refusal(() => {
    const facts = caseFacts(state);
    const { changes, replaced } = corrected(facts, correction);
    const names = replaced.map(({ member }) => member);
    checkCorrectedCase({ ...facts, ...changes }, { ...NOTHING, ...linked }, names, TODAY);
  });
}

it.each<[string, Partial<CaseFacts>, Correction, Partial<CaseHistory>, string | null]>([
  [
    'a receipt before that of the case that it continues',
    {},
    { receivedOn: day('2024-01-30') },
    { earlierReceivedOn: day('2024-01-31') },
    'mediation/linked-to-later /changes/receivedOn',
  ],
  [
    'a receipt after that of a case that continues it',
    {},
    { receivedOn: day('2024-02-03') },
    { laterReceivedOn: [day('2024-02-04'), day('2024-02-02')] },
    'mediation/linked-to-later /changes/receivedOn',
  ],
  [
    'a receipt on the same day as both',
    {},
    { receivedOn: day('2024-02-02') },
    {
      earlierReceivedOn: day('2024-02-02'),
      laterReceivedOn: [day('2024-02-02')],
    },
    null,
  ],
  [
    'another member of linked cases in the wrong order',
    {},
    { channel: 'letter' },
    { earlierReceivedOn: day('2024-02-02') },
    null,
  ],
  [
    'a decision after the withdrawal',
    withdrawn,
    { notifiedOn: day('2024-03-20') },
    {},
    'mediation/notified-after-end /changes/notifiedOn',
  ],
  ['a decision on its day', withdrawn, { notifiedOn: day('2024-02-07') }, {}, null],
  ['a withdrawal that crossed the notice', withdrawn, { channel: 'letter' }, {}, null],
  ['a withdrawal before the notice', withdrawn, { withdrawnOn: day('2024-02-06') }, {}, null],
  [
    'a decision after the court was seized',
    lapsed,
    { notifiedOn: day('2024-02-21') },
    {},
    'mediation/notified-after-end /changes/notifiedOn',
  ],
  [
    'a decision after the joining',
    {
      ...OPENED,
      status: 'joined',
      joinedOn: day('2024-02-20'),
      closedOn: day('2024-02-20'),
    },
    { notifiedOn: day('2024-02-21') },
    {},
    'mediation/notified-after-end /changes/notifiedOn',
  ],
  ['a decision that ended the case', inadmissible, { notifiedOn: TODAY }, {}, null],
])('a correction keeps the order of the days: %s', (_name, state, correction, linked, expected) => {
  expect(refusalOf(state, correction, linked)).toBe(expected);
});

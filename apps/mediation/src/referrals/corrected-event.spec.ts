import { localDate as day } from '@passerelle/kernel';

import { caseFacts, CLOSED, OPENED } from '../../test/case-facts.js';
import type { CaseFacts } from '../cases/referral.js';
import { correctedEventOf } from './corrected-event.js';

const notifiedOn = day('2024-02-09');

it.each<[string, Partial<CaseFacts>, string | null, string | null]>([
  ['undecided', {}, null, null],
  [
    'asked for more information',
    { status: 'more_information_requested', decision: 'more_information', notifiedOn },
    null,
    null,
  ],
  ['opened', OPENED, '2024-02-09', null],
  ['closed', CLOSED, '2024-02-09', '2024-03-29'],
  [
    'inadmissible',
    { status: 'inadmissible', decision: 'inadmissible', notifiedOn, closedOn: notifiedOn },
    '2024-02-09',
    null,
  ],
  [
    'redirected',
    { status: 'redirected', decision: 'redirected', notifiedOn, closedOn: notifiedOn },
    '2024-02-09',
    null,
  ],
  ['withdrawn undecided', { status: 'withdrawn', closedOn: notifiedOn }, null, '2024-02-09'],
])('a case that is %s', (_name, state, decidedOn, endedOn) => {
  expect(correctedEventOf(caseFacts(state))).toEqual({
    referralId: 'a',
    origin: 'beneficiary',
    channel: 'online',
    benefit: 'housing',
    receivedOn: '2024-02-01',
    decidedOn,
    endedOn,
  });
});

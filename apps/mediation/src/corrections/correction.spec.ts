import { localDate as day } from '@passerelle/kernel';

import { refusal } from '../../test/refusal.js';
import type { CaseFacts } from '../cases/referral.js';
import { corrected, type Correction } from './correction.js';
import { caseFacts, CLOSED } from '../../test/case-facts.js';

const changesOf = (state: Partial<CaseFacts>, correction: Correction) =>
  corrected(caseFacts(state), correction).changes;

describe('corrected', () => {
  it('names each replaced value as the request does, and leaves out what is right already', () => {
    const { replaced, changes } = corrected(caseFacts({}), {
      receivedOn: day('2024-01-31'),
      channel: 'online',
      priorClaimMadeOn: day('2024-01-19'),
      priorClaimReference: null,
      appealDeadline: null,
      remediesPrinted: false,
      fileNumber: undefined,
    });
    expect(replaced).toEqual([
      { member: 'receivedOn', before: '2024-02-01', after: '2024-01-31' },
      { member: 'priorClaim.madeOn', before: '2024-01-20', after: '2024-01-19' },
      { member: 'priorClaim.reference', before: 'REC-1', after: null },
      { member: 'appealDeadline', before: '2024-03-15', after: null },
      { member: 'remediesPrinted', before: null, after: 'false' },
    ]);
    expect(changes).toMatchObject({ receivedOn: '2024-01-31', appealDeadline: null });
    expect(changes).not.toHaveProperty('fileNumber');
  });

  it('replaces the amounts of a closed case, and removes one that there is not', () => {
    const closed = caseFacts({ ...CLOSED, arrearsCents: 123_456, overpaymentCents: 789 });
    const amounts = { arrearsCents: 12_345, overpaymentCents: null };
    expect(corrected(closed, amounts)).toMatchObject({
      changes: amounts,
      replaced: [
        { member: 'arrearsCents', before: '123456', after: '12345' },
        { member: 'overpaymentCents', before: '789', after: null },
      ],
    });
  });

  it('refuses a correction that changes nothing', () => {
    const nothing = 'mediation/nothing-to-correct';
    expect(refusal(() => corrected(caseFacts({}), {}))).toBe(nothing);
    expect(refusal(() => corrected(caseFacts({}), { channel: 'online' }))).toBe(nothing);
  });

  it.each<[string, Partial<CaseFacts>, Correction, Partial<CaseFacts>]>([
    [
      'the opening follows the notified admissibility',
      {
        status: 'in_review',
        decision: 'admissible',
        notifiedOn: day('2024-02-09'),
        openedOn: day('2024-02-09'),
      },
      { notifiedOn: day('2024-02-08') },
      { openedOn: day('2024-02-08') },
    ],
    [
      'an inadmissible case ended with its decision',
      {
        status: 'inadmissible',
        decision: 'inadmissible',
        notifiedOn: day('2024-02-09'),
        closedOn: day('2024-02-09'),
      },
      { notifiedOn: day('2024-02-08') },
      { closedOn: day('2024-02-08'), personInformedOn: day('2024-02-08') },
    ],
    [
      'a redirected case ended with its decision',
      {
        status: 'redirected',
        decision: 'redirected',
        notifiedOn: day('2024-02-09'),
        closedOn: day('2024-02-09'),
      },
      { notifiedOn: day('2024-02-08') },
      { closedOn: day('2024-02-08') },
    ],
    [
      'the person keeps the days to answer',
      {
        status: 'more_information_requested',
        decision: 'more_information',
        notifiedOn: day('2024-02-09'),
        informationRequestedOn: day('2024-02-09'),
        informationDueOn: day('2024-03-10'),
      },
      { notifiedOn: day('2024-02-08') },
      { informationRequestedOn: day('2024-02-08'), informationDueOn: day('2024-03-09') },
    ],
    [
      'a closure ends with the later communication',
      CLOSED,
      { communicatedToServiceOn: day('2024-04-01') },
      { openedOn: day('2024-02-09'), closedOn: day('2024-04-01') },
    ],
    [
      'a withdrawal ends the case',
      { status: 'withdrawn', withdrawnOn: day('2024-02-20'), closedOn: day('2024-02-20') },
      { withdrawnOn: day('2024-02-21') },
      { closedOn: day('2024-02-21') },
    ],
    [
      'a court seizure ends the case',
      { status: 'lapsed', courtSeizedOn: day('2024-02-20'), closedOn: day('2024-02-20') },
      { courtSeizedOn: day('2024-02-21') },
      { closedOn: day('2024-02-21') },
    ],
    [
      'a transfer ends the case',
      { status: 'transferred', transferredOn: day('2024-02-20'), closedOn: day('2024-02-20') },
      { transferredOn: day('2024-02-21') },
      { closedOn: day('2024-02-21') },
    ],
  ])('%s', (_name, state, correction, expected) => {
    expect(changesOf(state, correction)).toEqual({ ...correction, ...expected });
  });

  it('does not end an open case', () => {
    expect(changesOf({}, { receivedOn: day('2024-01-31') })).toEqual({ receivedOn: '2024-01-31' });
  });

  const other = day('2024-02-22');
  it.each<[keyof Correction, Correction, Partial<CaseFacts>]>([
    [
      'notifiedOn',
      { notifiedOn: other },
      { decision: 'inadmissible', notifiedOn: day('2024-02-09') },
    ],
    ['transmittedOn', { transmittedOn: other }, { status: 'redirected' }],
    ['personInformedOn', { personInformedOn: other }, { status: 'redirected' }],
    ['transferredOn', { transferredOn: other }, { status: 'transferred' }],
    ['personInformedOn', { transferInformedOn: other }, { status: 'transferred' }],
    ['withdrawnOn', { withdrawnOn: other }, { withdrawnOn: day('2024-02-20') }],
    ['courtSeizedOn', { courtSeizedOn: other }, { courtSeizedOn: day('2024-02-20') }],
    ['resolution', { resolution: 'withdrawn' }, CLOSED],
    ['outcome', { outcome: 'other' }, CLOSED],
    ['communicatedToPersonOn', { communicatedToPersonOn: other }, CLOSED],
    ['communicatedToServiceOn', { communicatedToServiceOn: other }, CLOSED],
    ['arrearsCents', { arrearsCents: 12_000 }, CLOSED],
    ['overpaymentCents', { overpaymentCents: 0 }, CLOSED],
  ])('replaces %s only where a step recorded it', (member, correction, state) => {
    expect(refusal(() => corrected(caseFacts({}), correction))).toBe(
      `mediation/not-in-this-case /changes/${member}`,
    );
    expect(refusal(() => corrected(caseFacts(state), correction))).toBeNull();
  });
});

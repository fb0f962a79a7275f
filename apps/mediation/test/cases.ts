import { localDate, newId } from '@passerelle/kernel';
import type { Reply, TestService } from '@passerelle/testing';

import type { VerifiedMandate } from '../src/mandates/mandate.js';
import { MandatesService } from '../src/mandates/mandates.service.js';
import { MediatorsService } from '../src/mediators/mediators.service.js';

export const MEDIATOR = '0190a5d4-0000-7000-8000-000000000001';
export const GUARDIAN = '0190a5d4-0000-7000-8000-000000000003';
export const OTHER_MEDIATOR = '0190a5d4-0000-7000-8000-000000000002';

/** The callers of the tests. */
export const as = {
  mediator: { sub: MEDIATOR, roles: ['mediator' as const] },
  otherMediator: { sub: OTHER_MEDIATOR, roles: ['mediator' as const] },
  beneficiary: { roles: ['beneficiary' as const], file_number: '0000001' },
  stranger: { roles: ['beneficiary' as const], file_number: '0000002' },
  service: { roles: ['caf_agent' as const], services: ['service-prestations'] },
  partner: { roles: ['partner_agent' as const], organisation: 'cpam-44', services: ['accueil'] },
  /** A partner that calls its own services like services of the Caf. */
  namesake: {
    roles: ['partner_agent' as const],
    organisation: 'service-prestations',
    services: ['service-prestations', 'mediation', 'cpam-44'],
  },
  guardian: { sub: GUARDIAN, roles: ['guardian' as const], organisation: 'udaf' },
  auditor: { roles: ['auditor' as const] },
};

/** Makes a verified mandate known to mediation: by default the guardian speaks for the person since 2024. */
export async function knowMandate(
  test: TestService,
  mandate: Partial<VerifiedMandate> & Pick<VerifiedMandate, 'fileNumber'>,
): Promise<VerifiedMandate> {
  const from = localDate('2024-01-01');
  const known: VerifiedMandate = {
    id: newId(),
    version: 1,
    guardian: GUARDIAN,
    powers: [
      { act: 'view', from, endsOn: null },
      { act: 'benefit_request', from, endsOn: null },
    ],
    ...mandate,
  };
  const mandates = test.service.app.get(MandatesService);
  await test.transactions.run((tx) => mandates.learn(tx, [known]));
  return known;
}

/** Makes mediation know these accounts as those of active mediators. */
export async function knowMediators(
  test: TestService,
  ids: readonly string[] = [MEDIATOR, OTHER_MEDIATOR],
): Promise<void> {
  const mediators = test.service.app.get(MediatorsService);
  await test.transactions.run((tx) =>
    mediators.learn(
      tx,
      ids.map((id) => ({ id, active: true, version: 1 })),
    ),
  );
}

/** A valid referral; a test states only the members that matter to it. */
export function referralBody(changes: object = {}): object {
  return {
    origin: 'beneficiary',
    channel: 'online',
    receivedOn: '2024-02-01',
    fileNumber: '0000001',
    subject: { benefit: 'housing', reason: 'unpaid_benefit', description: 'Aide non versée.' },
    priorClaim: { madeOn: '2024-01-20', reference: 'REC-1' },
    courtSeized: false,
    appealDeadline: '2024-03-15',
    ...changes,
  };
}

/** The same as a person or a representative sends it: the service sets the day and the channel. */
export function sentBody(changes: object = {}): object {
  const {
    channel: _channel,
    receivedOn: _receivedOn,
    ...body
  } = referralBody() as {
    channel: string;
    receivedOn: string;
  };
  return { ...body, ...changes };
}

export const CLOSURE = {
  resolution: 'partly_revised',
  outcome: 'revised',
  communicatedToPersonOn: '2024-03-29',
  communicatedToServiceOn: '2024-03-28',
  summary: 'Le droit est rétabli à compter de janvier.',
  arrearsCents: 123_456,
};

export interface ReferralBody extends Record<string, unknown> {
  id: string;
  reference: string;
  version: number;
  status: string;
}

export async function register(test: TestService, changes: object = {}): Promise<ReferralBody> {
  const { body } = await test.call<ReferralBody>('POST', 'referrals', {
    as: as.mediator,
    body: referralBody(changes),
  });
  return body;
}

export function decide(
  test: TestService,
  id: string,
  changes: object = {},
): Promise<Reply<ReferralBody>> {
  return test.call<ReferralBody>('POST', `referrals/${id}/admissibility`, {
    as: as.mediator,
    body: { decision: 'admissible', notifiedOn: '2024-02-09', ...changes },
  });
}

export async function registerAdmissible(
  test: TestService,
  changes: object = {},
): Promise<ReferralBody> {
  const { id } = await register(test, changes);
  return (await decide(test, id)).body;
}

import { randomUUID } from 'node:crypto';

import type { Caller } from '../accounts.js';
import { type Attack, callerWith, needService, NotHere, type Scene } from '../attack.js';
import { type Answer, isSuccess, jsonOf, outcomeOf } from '../exchange.js';

const dayFromToday = (days: number): string =>
  new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

async function post(
  { target }: Scene,
  caller: Caller,
  path: string,
  body: object,
): Promise<Answer> {
  return target.call({ method: 'POST', path, token: await caller.token(), body });
}

async function list(
  { target }: Scene,
  caller: Caller,
  path: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const answer = await target.call({ method: 'GET', path, token: await caller.token() });
  return (jsonOf(answer) as { items?: readonly Readonly<Record<string, unknown>>[] }).items ?? [];
}

export const referral = (changes: object = {}): object => ({
  origin: 'beneficiary',
  channel: 'online',
  receivedOn: dayFromToday(0),
  fileNumber: '0000001',
  subject: { benefit: 'rsa', reason: 'unpaid_benefit', description: 'Essai de sécurité' },
  priorClaim: null,
  courtSeized: false,
  ...changes,
});

/** A partner's administrator gives an agent more than the Caf granted the partner. */
const partnerGrants: Attack = {
  id: 'privileges/partner-grants-services',
  async run(scene) {
    const administrator = callerWith(scene, 'partner_agent');
    const [organisation] = await list(scene, administrator, '/identity/v1/organisations');
    if (organisation === undefined) throw new NotHere('the agent administers no organisation');
    const base = `/identity/v1/organisations/${String(organisation.id)}`;
    const [agreement] = await list(scene, administrator, `${base}/agreements`);
    if (agreement === undefined) throw new NotHere('the organisation has no agreement');
    const agent = (changes: object): object => ({
      agreementId: agreement.id,
      displayName: 'Essai de sécurité',
      email: `essai-${randomUUID()}@example.org`,
      profile: administrator.details.profile ?? 'T2',
      startsOn: dayFromToday(30),
      endsOn: dayFromToday(31),
      ...changes,
    });
    const tries: Readonly<Record<string, object>> = {
      'a service of the Caf': { services: ['mediation'] },
      'services in another spelling': { services: ['Service-Prestations ', 'SERVICE-PRESTATIONS'] },
      'another service': { services: ['service-comptable'] },
      'another profile': { profile: 'T99' },
      'a role': { roles: ['mediator'] },
      'another organisation': { organisation: 'caf' },
    };
    const broken: string[] = [];
    for (const [name, changes] of Object.entries(tries)) {
      const answer = await post(scene, administrator, `${base}/agents`, agent(changes));
      if (isSuccess(answer)) broken.push(`${name}: ${outcomeOf(answer)}`);
    }
    return broken;
  },
};

/** A guardian without a verified mandate acts for somebody's file. */
const guardianForAnyFile: Attack = {
  id: 'privileges/guardian-for-any-file',
  async run(scene) {
    needService(scene, 'mediation');
    const guardian = callerWith(scene, 'guardian');
    const broken: string[] = [];
    for (const fileNumber of ['0000001', '7654321']) {
      const body = referral({ origin: 'legal_representative', fileNumber });
      const answer = await post(scene, guardian, '/mediation/v1/referrals', body);
      if (isSuccess(answer))
        broken.push(`refers a case of file ${fileNumber}: ${outcomeOf(answer)}`);
    }
    return broken;
  },
};

/** A beneficiary writes what the service or its staff owns. */
const serverOwnedMembers: Attack = {
  id: 'privileges/members-of-the-server',
  async run(scene) {
    needService(scene, 'mediation');
    const person = callerWith(scene, 'beneficiary');
    const mediator = callerWith(scene, 'mediator');
    const fileNumber = person.details.fileNumber ?? '0000001';
    const { subject } = jsonOf(
      await scene.target.call({
        method: 'GET',
        path: '/identity/v1/me',
        token: await mediator.token(),
      }),
    );
    const past = dayFromToday(-200);
    const tries: Readonly<Record<string, object>> = {
      receivedOn: { receivedOn: past },
      handledBy: { handledBy: [String(subject)] },
      channel: { channel: 'letter' },
      origin: { origin: 'defender_of_rights' },
      status: { status: 'admissible' },
      assignedTo: { assignedTo: String(subject) },
      reference: { reference: 'MED-2020-000001' },
    };
    const broken: string[] = [];
    for (const [member, changes] of Object.entries(tries)) {
      const sent = referral({ fileNumber, ...changes });
      const answer = await post(scene, person, '/mediation/v1/referrals', sent);
      if (!isSuccess(answer)) continue;
      const kept = jsonOf(answer)[member];
      const wanted = (sent as Readonly<Record<string, unknown>>)[member];
      // An answer that does not show the member: a request that sets it is not to be taken at all.
      if (kept === undefined || JSON.stringify(kept) === JSON.stringify(wanted)) {
        broken.push(`${member} is taken from the request`);
      }
    }
    return broken;
  },
};

/** People act for themselves and for nobody else, whatever number their request names. */
const otherPeoplesFiles: Attack = {
  id: 'privileges/files-of-others',
  async run(scene) {
    const broken: string[] = [];
    const refuse = async (who: Caller, path: string, body: object): Promise<void> => {
      const answer = await post(scene, who, path, body);
      if (isSuccess(answer)) broken.push(`${who.name} at ${path}: ${outcomeOf(answer)}`);
    };
    if (scene.target.has('mediation')) {
      const person = callerWith(scene, 'beneficiary');
      await refuse(person, '/mediation/v1/referrals', referral({ fileNumber: '7654321' }));
    }
    if (scene.target.has('rent-campaigns')) {
      const landlord = callerWith(scene, 'landlord');
      const siret = '35600000000048';
      await refuse(landlord, '/rent-campaigns/v1/tenancy-events', {
        kind: 'departure',
        fileNumber: '0000001',
        landlordSiret: siret,
        dwellingRef: 'essai',
        occurredOn: dayFromToday(-1),
      });
      const { target } = scene;
      for (const method of ['GET', 'PUT', 'DELETE']) {
        const answer = await target.call({
          method,
          path: `/rent-campaigns/v1/landlords/${siret}/contact`,
          token: await landlord.token(),
          ...(method === 'PUT' ? { body: { email: 'essai@example.org' } } : {}),
        });
        if (isSuccess(answer))
          broken.push(`${method} the contact of another landlord: ${outcomeOf(answer)}`);
      }
    }
    return broken;
  },
};

/** What staff may not do alone, or to themselves. */
const twoPeople: Attack = {
  id: 'privileges/two-people',
  async run(scene) {
    needService(scene, 'scales');
    const editor = callerWith(scene, 'scale_editor');
    const broken: string[] = [];
    const { target } = scene;
    const versions = await list(scene, editor, '/scales/v1/versions?limit=5');
    for (const { id } of versions) {
      for (const step of ['approval', 'publication']) {
        const answer = await target.call({
          method: 'POST',
          path: `/scales/v1/versions/${String(id)}/${step}`,
          token: await editor.token(),
        });
        if (isSuccess(answer)) broken.push(`an editor takes the step ${step}`);
      }
    }
    const admin = callerWith(scene, 'admin');
    const body = { roles: ['service'], username: `essai-${randomUUID().slice(0, 8)}` };
    const answer = await post(scene, admin, '/identity/v1/accounts', body);
    if (isSuccess(answer)) broken.push('a person gets the role of a batch client');
    return broken;
  },
};

export const PRIVILEGES: readonly Attack[] = [
  partnerGrants,
  guardianForAnyFile,
  serverOwnedMembers,
  otherPeoplesFiles,
  twoPeople,
];

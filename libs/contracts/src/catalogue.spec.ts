import { createHash } from 'node:crypto';

import { z } from 'zod';

import { CATALOGUE } from './catalogue.js';

/** The fingerprint of each published schema. A published version never changes: add a `.v2` instead. */
const PUBLISHED: Readonly<Record<string, string>> = {
  'mediation.referral-received.v1': '9b79dcb21d6a40b8',
  'mediation.admissibility-decided.v1': 'f7e712bacc417658',
  'mediation.referral-ended.v1': 'f9d4cfe71d560b2c',
  'mediation.referral-transferred.v1': 'd7eb64e3d3f33c1b',
  'mediation.referral-corrected.v1': '6ddb59d690c5c6d3',
  'mediation.acknowledgement-due.v1': '26232eb36efd2d88',
  'identity.forwarded-message-requested.v1': 'a971f9afaeab62ba',
  'identity.acknowledgement-routed.v1': '1dde7b2b6ed2b581',
  'identity.mediator-changed.v1': 'af86c07b435a470b',
  'scales.version-published.v1': '9cfd263ebe2fd347',
  'identity.message-requested.v1': '6d7f561b63f99d07',
  'identity.contact-message-requested.v1': '5d9d8006eefef02f',
  'identity.second-factor-message-requested.v1': 'd6bb23fa8b2bac7e',
  'rent-campaigns.declaration-accepted.v1': '6de857420c815f7f',
  'rent-campaigns.tenancy-changed.v1': 'e2fdf8c069eea427',
  'rent-campaigns.reminder-due.v1': 'ff6de7ea953afbc5',
  'rent-campaigns.tenancy-change-cancelled.v1': '3e72fc937be070a7',
  'rent-campaigns.message-requested.v1': '2c96621671e3df2d',
  'rent-campaigns.suspension-recorded.v1': '1807f224a1f24a63',
  'rent-campaigns.suspension-regularised.v1': 'dbb59d0d50d75c0b',
  'rent-campaigns.suspension-withdrawn.v1': '9a4f6843c1d00e97',
};

const PERSONAL =
  /^(nir|iban|.*name|.*address|birth.*|e?mail|phone|text|summary|description|question|file_?number)$/i;

const contracts = [...CATALOGUE.values()];

function membersOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties } = schema as { properties?: Record<string, unknown> };
  const own = properties ? Object.keys(properties) : [];
  return [...own, ...Object.values(schema).flatMap(membersOf)];
}

describe.each(contracts.map((contract) => [contract.type, contract] as const))(
  '%s',
  (_, contract) => {
    it('accepts its example, and nothing beyond its schema', () => {
      expect(contract.data.parse(contract.example)).toEqual(contract.example);
      expect(
        contract.data.safeParse({ ...(contract.example as object), surprise: 1 }).success,
      ).toBe(false);
    });

    it('is named after its producer, with a version', () => {
      expect(contract.type).toMatch(new RegExp(`^${contract.producer}\\.[a-z-]+\\.v\\d+$`));
    });

    it('holds no personal data', () => {
      const members = membersOf(z.toJSONSchema(contract.data));
      expect(members.filter((member) => PERSONAL.test(member))).toEqual([]);
    });

    it('is the schema that was published', () => {
      const schema = JSON.stringify(z.toJSONSchema(contract.data));
      const fingerprint = createHash('sha256').update(schema).digest('hex').slice(0, 16);
      expect(`${contract.type} ${fingerprint}`).toBe(
        `${contract.type} ${PUBLISHED[contract.type] ?? ''}`,
      );
    });
  },
);

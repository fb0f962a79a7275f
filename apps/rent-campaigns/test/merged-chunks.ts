import type { StagedFault } from '@passerelle/imports';
import { type LocalDate, localDate, newId, surnamesKey } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { TestService } from '@passerelle/testing';

import {
  DeclarationsImportRepository,
  type Merge,
  STAGING,
} from '../src/imports/declarations-import.repository.js';
import type { ExpectedTenancy } from '../src/roster/expected-tenancy.js';
import type { RosterEntry } from '../src/roster/roster-entry.entity.js';
import type { RentLine } from '../src/declarations/line.js';
import { rentCampaigns } from '../src/service.js';
import { CAMPAIGN, fileNumber, LANDLORD } from './campaign.js';

export const THRESHOLDS = {
  rentChangePercent: 30,
  ceilingFactor: 3,
  chargesToleranceCents: 100,
  sameRentLines: 4,
};

export interface StagedLine extends Pick<
  RentLine,
  'tenantStatus' | 'statusOn' | 'arrearsCents' | 'arrearsSince'
> {
  readonly line: number;
  readonly fileNumber: string;
  readonly lastName: string;
  readonly birthDate: LocalDate | null;
  readonly rentCents: number;
  readonly chargesCents: number | null;
  readonly declaredOn: LocalDate | null;
}

export const FIRST_IMPORT = newId();

export const stagedLine = (number: number, changes: Partial<StagedLine> = {}): StagedLine => ({
  line: number,
  fileNumber: fileNumber(number),
  lastName: 'Martin',
  birthDate: null,
  rentCents: 60_000 + number,
  chargesCents: null,
  tenantStatus: 'present',
  statusOn: null,
  arrearsCents: null,
  arrearsSince: null,
  declaredOn: null,
  ...changes,
});

/** A service whose declarations are merged chunk by chunk, without files. */
export class MergedChunks {
  rosterId = newId();

  private constructor(readonly test: TestService) {}

  static async start(): Promise<MergedChunks> {
    return new MergedChunks(await TestService.start(rentCampaigns));
  }

  get repository(): DeclarationsImportRepository {
    return this.test.service.app.get(DeclarationsImportRepository);
  }

  /** A campaign without tenants and declarations. */
  async empty(): Promise<void> {
    this.rosterId = newId();
    await this.test.transactions.run(async (tx) => {
      await tx.query(
        `delete from declarations; delete from declaration_history; delete from tenancy_events;
         delete from roster_entries; delete from campaigns`,
      );
      await tx.query(`insert into campaigns values (2023, 1, $1, $2, $3, $4, $5, now())`, [
        CAMPAIGN.opensOn,
        CAMPAIGN.suspensionOn,
        CAMPAIGN.closesOn,
        CAMPAIGN.correctionEndsOn,
        this.rosterId,
      ]);
    });
  }

  async expectTenants(
    tx: Tx,
    tenants: readonly Partial<ExpectedTenancy & Pick<RosterEntry, 'aidCents' | 'aidPaidTo'>>[],
  ): Promise<void> {
    await tx.query(
      `insert into roster_entries (roster_id, file_number, dwelling_ref, landlord_siret, landlord_kind,
       name_key, birth_date, shared_tenancy, previous_rent_cents, previous_charges_cents, ceiling_cents,
       aid_cents, aid_paid_to)
     select $1, lpad(number::text, 7, '0'), 'A', $2, 'social', name_key, birth_date, false,
       previous_rent, previous_charges, ceiling, aid, payee
     from unnest($3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::bigint[], $8::bigint[], $9::text[])
       with ordinality
       as tenant (name_key, birth_date, previous_rent, previous_charges, ceiling, aid, payee, number)`,
      [
        this.rosterId,
        LANDLORD,
        tenants.map((tenant) => tenant.nameKey ?? 'MARTIN'),
        tenants.map((tenant) => tenant.birthDate ?? null),
        tenants.map((tenant) => tenant.previousRentCents ?? null),
        tenants.map((tenant) => tenant.previousChargesCents ?? null),
        tenants.map((tenant) => tenant.ceilingCents ?? null),
        tenants.map((tenant) => tenant.aidCents ?? null),
        tenants.map((tenant) => tenant.aidPaidTo ?? null),
      ],
    );
  }

  /** One chunk, as the engine stages and merges it. */
  async merge(
    lines: readonly StagedLine[],
    changes: Partial<Merge> = {},
    beforeCommit: (tx: Tx) => Promise<void> = () => Promise.resolve(),
  ): Promise<string[]> {
    return this.test.transactions.run(async (tx) => {
      const columns = Object.entries(STAGING).map(([name, type]) => `, ${name} ${type}`);
      await tx.query(
        `create temporary table staged (line integer, doubtful boolean${columns.join('')}) on commit drop`,
      );
      await tx.query(
        `insert into staged (line, doubtful, file_number, dwelling_ref, landlord_siret, last_name,
         name_key, birth_date, rent_cents, charges_cents, shared_tenancy, tenant_status, declared_on,
         status_on, arrears_cents, arrears_since)
       select line, false, file_number, 'A', $1, last_name, name_key, birth_date, rent, charges,
         false, status, declared_on, status_on, arrears, arrears_since
       from unnest($2::integer[], $3::text[], $4::text[], $5::text[], $6::date[], $7::bigint[], $8::bigint[],
         $9::date[], $10::text[], $11::date[], $12::bigint[], $13::date[])
         as given (line, file_number, last_name, name_key, birth_date, rent, charges, declared_on,
           status, status_on, arrears, arrears_since)`,
        [
          LANDLORD,
          lines.map(({ line }) => line),
          lines.map((line) => line.fileNumber),
          lines.map(({ lastName }) => lastName),
          lines.map(({ lastName }) => surnamesKey(lastName)),
          lines.map(({ birthDate }) => birthDate),
          lines.map(({ rentCents }) => rentCents),
          lines.map(({ chargesCents }) => chargesCents),
          lines.map(({ declaredOn }) => declaredOn),
          lines.map(({ tenantStatus }) => tenantStatus),
          lines.map(({ statusOn }) => statusOn),
          lines.map(({ arrearsCents }) => arrearsCents),
          lines.map(({ arrearsSince }) => arrearsSince),
        ],
      );
      let faults: readonly StagedFault[] = [];
      const merge = async (): Promise<void> => {
        faults = await this.repository.merge(tx, {
          table: 'staged',
          importId: FIRST_IMPORT,
          referenceYear: 2023,
          channel: 'exchange',
          landlordSiret: null,
          thresholds: THRESHOLDS,
          recordedAt: new Date('2023-09-10T08:00:00Z'),
          today: localDate('2023-09-10'),
          recordedBy: null,
          ...changes,
        });
      };
      if (!(await tx.unlessTaken(merge))) await merge();
      await beforeCommit(tx);
      return faults.map(({ line, code }) => `${String(line)} ${code}`).sort();
    });
  }
}

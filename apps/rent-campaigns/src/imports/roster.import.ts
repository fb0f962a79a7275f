import { Injectable } from '@nestjs/common';

import {
  type FinishedRun,
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type RowOf,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, isSiret } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { LINE_CODES } from '../declarations/line-codes.js';
import { ContactVaultService } from '../landlords/contact-vault.service.js';
import { EMAIL_FORM } from '../landlords/landlord-contact.js';
import { dwellingKey, nameKey } from '../tenancies/tenancy.js';
import { eitherAmount } from './euro-columns.js';
import { type RosterColumns, ROSTER } from './roster.columns.js';
import { ROSTER_STAGING, RosterImportRepository } from './roster-import.repository.js';

export interface RosterFile {
  readonly referenceYear: number;
}

/** The tenants whose July rent is expected. The list replaces the one before, once the whole file is merged. */
@Injectable()
export class RosterImport implements ImportDefinition<RosterColumns, RosterFile> {
  readonly file = ROSTER;
  readonly staging = ROSTER_STAGING;
  readonly fills = ['roster_entries'];
  readonly key = ['file_number', 'dwelling_ref'];
  readonly codes = {
    ...LINE_CODES,
    email: {
      fr: 'adresse électronique invalide : laissée de côté',
      en: 'not an e-mail address: left out',
    },
    'empty-roster': {
      fr: 'aucune ligne utilisable : la liste en vigueur reste',
      en: 'no usable line: the roster in force stays',
    },
  };

  constructor(
    engine: ImportEngine,
    private readonly rosters: RosterImportRepository,
    private readonly vault: ContactVaultService,
    private readonly clock: Clock,
  ) {
    engine.define(this);
  }

  parse(line: ImportLine<RosterColumns>): readonly StagedValue[] | null {
    const read = line.read();
    const { landlordSiret, landlordEmail } = read;
    if (landlordSiret !== null && !isSiret(landlordSiret)) line.refuse('landlordSiret', 'siret');
    const amounts = amountsOfRow(line, read);
    const row = line.accepted(read);
    if (row === null) return null;
    const hasContact = landlordEmail !== null && EMAIL_FORM.test(landlordEmail);
    // The tenant is expected all the same: without an address the landlord is written to by letter.
    if (landlordEmail !== null && !hasContact) line.doubt('landlordEmail', 'email');
    return [
      row.fileNumber,
      dwellingKey(row.dwellingRef),
      row.landlordSiret,
      row.landlordKind,
      nameKey(row.lastName),
      row.birthDate,
      row.leaseStartsOn,
      row.sharedTenancy ?? false,
      ...amounts,
      row.aidPaidTo,
      hasContact ? this.sealedContact(row.landlordSiret, landlordEmail) : null,
    ];
  }

  private sealedContact(siret: string, email: string): string {
    return this.vault.seal(siret, { name: null, email, addressLines: null, language: 'fr' });
  }

  async merge(
    tx: Tx,
    { table, importId }: StagedChunk<RosterFile>,
  ): Promise<readonly StagedFault[]> {
    await this.rosters.merge(tx, table, importId);
    await this.rosters.mergeContacts(tx, table, this.clock.now());
    return [];
  }

  async complete(tx: Tx, run: FinishedRun<RosterFile>): Promise<string | null> {
    // A doubtful line is taken over all the same.
    if (run.accepted + run.toConfirm === 0) return 'empty-roster';
    await this.rosters.putInForce(tx, run.context.referenceYear, run.importId);
    return null;
  }

  async discard(tx: Tx, { importId }: ImportRun<RosterFile>): Promise<void> {
    await this.rosters.remove(tx, importId);
  }
}

/** The amounts in cents, in the order of the staging columns. */
function amountsOfRow(
  line: ImportLine<RosterColumns>,
  row: RowOf<RosterColumns>,
): readonly (number | null)[] {
  return [
    eitherAmount(line, 'previousRentCents', row.previousRentCents, row.previousRent),
    eitherAmount(line, 'previousChargesCents', row.previousChargesCents, row.previousCharges),
    eitherAmount(line, 'ceilingCents', row.ceilingCents, row.ceiling),
    eitherAmount(line, 'aidCents', row.aidCents, row.aid),
  ];
}

import { Injectable } from '@nestjs/common';

import {
  type FinishedRun,
  type ImportDefinition,
  ImportEngine,
  type ImportLine,
  type ImportRun,
  type StagedChunk,
  type StagedFault,
  type StagedValue,
} from '@passerelle/imports';
import { Clock, FILE_NUMBER_FORM, isSiret } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';

import { LINE_CODES } from '../declarations/line-codes.js';
import { ContactVaultService } from '../landlords/contact-vault.service.js';
import { EMAIL_FORM } from '../landlords/landlord-contact.js';
import { ROSTER_STAGING, RosterImportRepository } from './roster-import.repository.js';
import { LANDLORD_KINDS } from '../landlords/landlord.js';
import { dwellingKey, nameKey, AID_PAYEES } from '../tenancies/tenancy.js';

const COLUMNS = [
  { name: 'fileNumber', aliases: ['numero_allocataire'], required: true },
  { name: 'lastName', aliases: ['nom'], required: true },
  { name: 'birthDate', aliases: ['date_naissance'] },
  { name: 'landlordSiret', aliases: ['bailleur_siret'], required: true },
  { name: 'landlordKind', required: true },
  { name: 'dwellingRef', aliases: ['logement_ref'], required: true },
  { name: 'sharedTenancy', aliases: ['colocation'] },
  { name: 'leaseStartsOn' },
  { name: 'previousRentCents' },
  { name: 'previousChargesCents' },
  { name: 'ceilingCents' },
  { name: 'aidCents' },
  { name: 'aidPaidTo' },
  { name: 'landlordEmail', aliases: ['bailleur_courriel'] },
] as const;
type Column = (typeof COLUMNS)[number]['name'];

export interface RosterFile {
  readonly referenceYear: number;
}

/** The tenants whose July rent is expected: a whole list, in force once all of it is there. */
@Injectable()
export class RosterImport implements ImportDefinition<Column, RosterFile> {
  readonly kind = 'roster';
  readonly formats = ['csv', 'ndjson'] as const;
  readonly columns = COLUMNS;
  readonly staging = ROSTER_STAGING;
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

  parse(line: ImportLine<Column>): readonly StagedValue[] | null {
    const fileNumber = line.text('fileNumber', {
      required: true,
      pattern: FILE_NUMBER_FORM,
      code: 'file-number',
    });
    const lastName = line.text('lastName', { required: true, max: 100 });
    const landlordSiret = line.text('landlordSiret', { required: true, max: 14, code: 'siret' });
    if (landlordSiret !== undefined && !isSiret(landlordSiret))
      line.refuse('landlordSiret', 'siret');
    const dwellingRef = line.text('dwellingRef', { required: true, max: 40 });
    const values = [
      fileNumber,
      dwellingKey(dwellingRef ?? ''),
      landlordSiret,
      line.oneOf('landlordKind', LANDLORD_KINDS, { required: true }),
      nameKey(lastName ?? ''),
      line.day('birthDate'),
      line.day('leaseStartsOn'),
      line.flag('sharedTenancy') ?? false,
      line.whole('previousRentCents'),
      line.whole('previousChargesCents'),
      line.whole('ceilingCents'),
      line.whole('aidCents'),
      line.oneOf('aidPaidTo', AID_PAYEES),
      this.contact(line, landlordSiret),
    ];
    return line.refused ? null : values;
  }

  /** An address that is none costs nobody their place in the roster. */
  private contact(line: ImportLine<Column>, siret: string | undefined): string | null {
    const email = line.text('landlordEmail', { max: 254 });
    if (email === undefined || siret === undefined || line.refused) return null;
    if (EMAIL_FORM.test(email)) {
      return this.vault.seal(siret, { name: null, email, addressLines: null, language: 'fr' });
    }
    line.doubt('landlordEmail', 'email');
    return null;
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
    if (run.accepted === 0) return 'empty-roster';
    await this.rosters.putInForce(tx, run.context.referenceYear, run.importId);
    return null;
  }

  async discard(tx: Tx, { importId }: ImportRun<RosterFile>): Promise<void> {
    await this.rosters.remove(tx, importId);
  }
}

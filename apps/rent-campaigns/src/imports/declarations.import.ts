import { Inject, Injectable } from '@nestjs/common';

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
import { Clock, FILE_NUMBER_FORM, type LocalDate, parisDay } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { CampaignDates, Channel } from '../campaigns/campaign.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { declarationFaults, rentOf } from '../declarations/declared-line.js';
import { type RentLine } from '../declarations/line.js';
import { LINE_CODES } from '../declarations/line-codes.js';
import { LineConsequencesService } from '../declarations/line-consequences.service.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { DeclarationsImportRepository, KEY, STAGING } from './declarations-import.repository.js';
import { dwellingKey, nameKey, TENANT_STATUSES } from '../tenancies/tenancy.js';

const COLUMNS = [
  { name: 'fileNumber', aliases: ['numero_allocataire'], required: true },
  { name: 'lastName', aliases: ['nom'], required: true },
  { name: 'birthDate', aliases: ['date_naissance'] },
  { name: 'landlordSiret', aliases: ['bailleur_siret'], required: true },
  { name: 'dwellingRef', aliases: ['logement_ref'], required: true },
  { name: 'referenceYear', aliases: ['annee_reference'], required: true },
  { name: 'rentCents' },
  { name: 'rent', aliases: ['loyer_hors_charges'] },
  { name: 'chargesCents' },
  { name: 'sharedTenancy', aliases: ['colocation'], required: true },
  { name: 'tenantShareCents' },
  { name: 'cotenants', aliases: ['nb_colocataires'] },
  { name: 'status', aliases: ['situation'], required: true },
  { name: 'statusOn', aliases: ['situation_le'] },
  { name: 'arrearsCents' },
  { name: 'arrearsSince', aliases: ['impaye_depuis'] },
  { name: 'declaredOn', aliases: ['depose_le'] },
] as const;
type Column = (typeof COLUMNS)[number]['name'];

/** What a file is for. */
export interface DeclarationsFile {
  readonly referenceYear: number;
  readonly channel: Channel;
  /** The landlord who sends it and may declare for nobody else; `null` for the Caf’s own jobs. */
  readonly landlordSiret: string | null;
}

interface Prepared extends DeclarationsFile {
  readonly campaign: CampaignDates;
  /** The day on which the file arrived. */
  readonly today: LocalDate;
}

/** The rent lines of landlords, by whatever channel. */
@Injectable()
export class DeclarationsImport implements ImportDefinition<Column, DeclarationsFile, Prepared> {
  readonly kind = 'declarations';
  readonly formats = ['csv', 'ndjson'] as const;
  readonly columns = COLUMNS;
  readonly oneOf = [['rentCents', 'rent']] as const;
  readonly staging = STAGING;
  readonly key = KEY;
  readonly codes = LINE_CODES;

  constructor(
    engine: ImportEngine,
    private readonly campaigns: CampaignsService,
    private readonly lines: DeclarationsImportRepository,
    private readonly consequences: LineConsequencesService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
  ) {
    engine.define(this);
  }

  async prepare({ context, createdAt }: ImportRun<DeclarationsFile>): Promise<Prepared> {
    const campaign = await this.campaigns.of(String(context.referenceYear));
    const arrived = parisDay(createdAt);
    const now = this.clock.today();
    // The day of arrival, in every attempt: one after midnight must not date the rest of the file anew.
    return { ...context, campaign, today: arrived < now ? arrived : now };
  }

  parse(line: ImportLine<Column>, prepared: Prepared): readonly StagedValue[] | null {
    const read = this.read(line);
    const declaredOn = this.declaredOn(line, prepared);
    if (read === null || line.refused) return null;
    const faults = declarationFaults(read, prepared, declaredOn, prepared.landlordSiret);
    for (const { field, code } of faults) line.refuse(field, code);
    if (faults.length > 0) return null;
    return [
      read.fileNumber,
      read.dwellingRef,
      read.landlordSiret,
      read.lastName,
      nameKey(read.lastName),
      read.birthDate,
      read.rentCents,
      read.chargesCents,
      read.sharedTenancy,
      read.tenantShareCents,
      read.cotenants,
      read.tenantStatus,
      read.statusOn,
      read.arrearsCents,
      read.arrearsSince,
      declaredOn,
    ];
  }

  merge(tx: Tx, chunk: StagedChunk<DeclarationsFile, Prepared>): Promise<readonly StagedFault[]> {
    const { table, importId, prepared, createdAt, createdBy } = chunk;
    return this.lines.merge(tx, {
      table,
      importId,
      referenceYear: prepared.referenceYear,
      channel: prepared.channel,
      landlordSiret: prepared.landlordSiret,
      thresholds: this.settings,
      recordedAt: createdAt,
      recordedBy: createdBy,
    });
  }

  async complete(tx: Tx, run: FinishedRun<DeclarationsFile, Prepared>): Promise<null> {
    await this.consequences.ofImport(tx, run.importId, run.prepared.campaign);
    return null;
  }

  async discard(tx: Tx, { importId }: ImportRun<DeclarationsFile>): Promise<void> {
    await this.lines.discard(tx, importId);
  }

  /** Every field is read, so that every fault is told; `null` when a member that must be there is not. */
  private read(line: ImportLine<Column>): RentLine | null {
    const fileNumber = line.text('fileNumber', {
      required: true,
      pattern: FILE_NUMBER_FORM,
      code: 'file-number',
    });
    const lastName = line.text('lastName', { required: true, max: 100 });
    const birthDate = line.day('birthDate') ?? null;
    const landlordSiret = line.text('landlordSiret', { required: true, max: 14, code: 'siret' });
    const dwellingRef = line.text('dwellingRef', { required: true, max: 40 });
    const referenceYear = line.whole('referenceYear', { required: true });
    const rentCents = this.rent(line);
    const chargesCents = line.whole('chargesCents') ?? null;
    const sharedTenancy = line.flag('sharedTenancy', { required: true });
    const tenantShareCents = line.whole('tenantShareCents') ?? null;
    const cotenants = line.whole('cotenants', { min: 1, max: 100 }) ?? null;
    const tenantStatus = line.oneOf('status', TENANT_STATUSES, { required: true });
    const statusOn = line.day('statusOn') ?? null;
    const arrearsCents = line.whole('arrearsCents') ?? null;
    const arrearsSince = line.day('arrearsSince') ?? null;
    if (
      fileNumber === undefined ||
      lastName === undefined ||
      landlordSiret === undefined ||
      dwellingRef === undefined ||
      referenceYear === undefined ||
      rentCents === undefined ||
      sharedTenancy === undefined ||
      tenantStatus === undefined
    ) {
      return null;
    }
    return {
      fileNumber,
      lastName,
      birthDate,
      landlordSiret,
      dwellingRef: dwellingKey(dwellingRef),
      referenceYear,
      rentCents,
      chargesCents,
      sharedTenancy,
      tenantShareCents,
      cotenants,
      tenantStatus,
      statusOn,
      arrearsCents,
      arrearsSince,
    };
  }

  private rent(line: ImportLine<Column>): number | undefined {
    const cents = line.whole('rentCents');
    const euros = line.cents('rent');
    if (line.refused) return undefined;
    const rent = rentOf(cents ?? null, euros ?? null);
    if (typeof rent === 'number') return rent;
    line.refuse('rentCents', rent.code);
    return undefined;
  }

  /** A landlord declares on the day of sending; the Caf’s jobs may bring what came before. */
  private declaredOn(line: ImportLine<Column>, { landlordSiret, today }: Prepared): LocalDate {
    const given = line.day('declaredOn');
    if (given !== undefined && landlordSiret !== null) {
      line.refuse('declaredOn', 'declared-on-refused');
    }
    return given ?? today;
  }
}

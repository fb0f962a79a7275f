import { Inject, Injectable } from '@nestjs/common';

import {
  type AcceptedRow,
  dayOfArrival,
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
import { Clock, type LocalDate } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { CampaignDates, Channel } from '../campaigns/campaign.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import { declarationFaults, rentOf } from '../declarations/declared-line.js';
import type { RentLine } from '../declarations/line.js';
import { LINE_CODES } from '../declarations/line-codes.js';
import { LineConsequencesService } from '../declarations/line-consequences.service.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { dwellingKey, nameKey } from '../tenancies/tenancy.js';
import { type DeclarationColumns, DECLARATIONS } from './declarations.columns.js';
import { eitherAmount } from './euro-columns.js';
import { DeclarationsImportRepository, KEY, STAGING } from './declarations-import.repository.js';

type Line = ImportLine<DeclarationColumns>;

/** What a file is for. */
export interface DeclarationsFile {
  readonly referenceYear: number;
  readonly channel: Channel;
  /** The landlord who sends the file and may declare for no other landlord; `null` for the jobs of the Caf. */
  readonly landlordSiret: string | null;
}

interface Prepared extends DeclarationsFile {
  readonly campaign: CampaignDates;
  /** The day on which the file arrived. */
  readonly today: LocalDate;
}

/** The rent lines of landlords, whatever the channel. */
@Injectable()
export class DeclarationsImport implements ImportDefinition<
  DeclarationColumns,
  DeclarationsFile,
  Prepared
> {
  readonly file = DECLARATIONS;
  readonly staging = STAGING;
  readonly fills = ['declarations'];
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

  async prepare(run: ImportRun<DeclarationsFile>): Promise<Prepared> {
    const campaign = await this.campaigns.of(String(run.context.referenceYear));
    return { ...run.context, campaign, today: dayOfArrival(run, this.clock.today()) };
  }

  parse(line: Line, prepared: Prepared): readonly StagedValue[] | null {
    const row = line.read();
    const rentCents = rentOfRow(line, row);
    if (row.declaredOn !== null && prepared.landlordSiret !== null) {
      line.refuse('declaredOn', 'declared-on-refused');
    }
    const amounts = amountsOfRow(line, row);
    const accepted = line.accepted(row);
    if (accepted === null || rentCents === null) return null;
    const { declaredOn: given } = accepted;
    const read = rentLine(accepted, rentCents, amounts);
    // A landlord declares on the day of sending. The jobs of the Caf may bring earlier declarations.
    const declaredOn = given ?? prepared.today;
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
}

type Amounts = Pick<RentLine, 'chargesCents' | 'tenantShareCents' | 'arrearsCents'>;

function amountsOfRow(line: Line, row: RowOf<DeclarationColumns>): Amounts {
  return {
    chargesCents: eitherAmount(line, 'chargesCents', row.chargesCents, row.charges),
    tenantShareCents: eitherAmount(line, 'tenantShareCents', row.tenantShareCents, row.tenantShare),
    arrearsCents: eitherAmount(line, 'arrearsCents', row.arrearsCents, row.arrears),
  };
}

function rentLine(
  row: AcceptedRow<DeclarationColumns>,
  rentCents: number,
  amounts: Amounts,
): RentLine {
  return {
    fileNumber: row.fileNumber,
    lastName: row.lastName,
    birthDate: row.birthDate,
    landlordSiret: row.landlordSiret,
    dwellingRef: dwellingKey(row.dwellingRef),
    referenceYear: row.referenceYear,
    rentCents,
    sharedTenancy: row.sharedTenancy,
    cotenants: row.cotenants,
    tenantStatus: row.status,
    statusOn: row.statusOn,
    arrearsSince: row.arrearsSince,
    ...amounts,
  };
}

/** The rent in cents; `null` when the line is refused for it, or was refused before. */
function rentOfRow(line: Line, row: RowOf<DeclarationColumns>): number | null {
  if (line.refused) return null;
  const rent = rentOf(row.rentCents, row.rent);
  if (typeof rent === 'number') return rent;
  line.refuse('rentCents', rent.code);
  return null;
}

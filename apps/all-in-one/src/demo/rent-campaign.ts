import { addDays, isSiret, type LocalDate, localDate } from '@passerelle/kernel';

import { Random } from './random.js';

/** The figures of the webinar: "au 27 mars 2024", 71.28 % online and 95 % in all. */
export const RATES_ON = localDate('2024-03-27');
export const RENT_YEAR = 2023;
export const RENT_CAMPAIGN = {
  referenceYear: RENT_YEAR,
  opensOn: '2023-08-01',
  suspensionOn: '2024-01-15',
  closesOn: '2024-03-31',
  correctionEndsOn: '2024-06-30',
} as const;

/**
 * Tenants by what was declared of them. Online is Mon compte partenaire alone: the large landlords'
 * exchange counts in the total only, as paper does.
 */
export const RENT_COUNTS = {
  online: 8_910,
  exchange: 2_715,
  paper: 250,
  /** In the online file, but far from last year's rent: nobody confirmed them. */
  doubtful: 40,
  missing: 585,
} as const;

type Channel = 'online' | 'exchange' | 'paper';
type Kind = 'social' | 'crous' | 'agency' | 'sci' | 'private_owner';
type Fate = 'declared' | 'doubtful' | 'missing';

interface RentFile {
  readonly channel: Channel;
  readonly type: 'text/csv' | 'application/x-ndjson';
  readonly body: string;
  readonly lines: number;
}

export interface DemoCampaign {
  /** NDJSON of the expected tenants. */
  readonly roster: string;
  readonly expected: number;
  readonly files: readonly RentFile[];
}

interface Landlord {
  readonly siret: string;
  readonly kind: Kind;
  readonly channel: Channel;
}

interface Dwelling {
  readonly landlord: Landlord;
  readonly ref: string;
  readonly previousRentCents: number;
  readonly chargesCents: number;
  readonly rentCents: number;
  /** Tenants who share it; 1 when it is not shared. */
  readonly tenants: number;
}

interface Tenant {
  readonly fileNumber: string;
  readonly lastName: string;
  readonly dwelling: Dwelling;
  readonly shareCents: number | null;
}

interface Line {
  readonly tenant: Tenant;
  readonly rentCents: number;
  readonly declaredOn: LocalDate;
}

const SEED = 20_230_701;
const OPENED = localDate(RENT_CAMPAIGN.opensOn);
const LAST_OFFSET = 239;
const MISSING_SHARE = { online: 500, exchange: 45, paper: 40 } as const;
/** The days on which the large landlords send their files. */
const EXCHANGE_DAYS = ['2023-08-25', '2023-09-12', '2023-10-10'] as const;

/**
 * The campaign of July 2023, made up: the same tenants for the same seed. `scale` multiplies every count,
 * so that the rates stay what they are.
 */
export function rentCampaign(scale = 1, seed = SEED): DemoCampaign {
  const maker = new CampaignMaker(new Random(seed), scale);
  return maker.make();
}

class CampaignMaker {
  private landlords = 0;
  private readonly tenants: Tenant[] = [];
  private readonly lines: Record<Channel, Line[]> = { online: [], exchange: [], paper: [] };

  constructor(
    private readonly random: Random,
    private readonly scale: number,
  ) {}

  make(): DemoCampaign {
    for (const channel of ['online', 'exchange', 'paper'] as const) this.channel(channel);
    return {
      roster: this.tenants.map((tenant) => `${JSON.stringify(rosterLine(tenant))}\n`).join(''),
      expected: this.tenants.length,
      files: [
        csvFile('online', this.lines.online),
        ndjsonFile('exchange', this.lines.exchange),
        csvFile('paper', this.lines.paper),
      ],
    };
  }

  private channel(channel: Channel): void {
    const declared = RENT_COUNTS[channel] * this.scale;
    const doubtful = channel === 'online' ? RENT_COUNTS.doubtful * this.scale : 0;
    const missing = MISSING_SHARE[channel] * this.scale;
    const tenants = this.tenantsOf(channel, declared + doubtful + missing);
    const fates = this.random.shuffle<Fate>([
      ...Array<Fate>(declared).fill('declared'),
      ...Array<Fate>(doubtful).fill('doubtful'),
      ...Array<Fate>(missing).fill('missing'),
    ]);
    for (const [index, tenant] of tenants.entries()) {
      const fate = fates[index];
      if (fate === 'missing') continue;
      const { rentCents } = tenant.dwelling;
      this.lines[channel].push({
        tenant,
        rentCents: fate === 'doubtful' ? Math.round(rentCents * 1.5) : rentCents,
        declaredOn: this.dayOf(channel),
      });
    }
    this.tenants.push(...tenants);
  }

  private tenantsOf(channel: Channel, count: number): Tenant[] {
    const tenants: Tenant[] = [];
    while (tenants.length < count) {
      const { landlord, size } = this.landlord(channel);
      const left = Math.min(size, count - tenants.length);
      tenants.push(...this.tenantsUnder(landlord, left, this.tenants.length + tenants.length));
    }
    return tenants;
  }

  private landlord(channel: Channel): { landlord: Landlord; size: number } {
    const { kind, size } = this.kindOf(channel);
    return { landlord: { siret: siretOf(this.landlords++), kind, channel }, size };
  }

  private kindOf(channel: Channel): { kind: Kind; size: number } {
    const { random } = this;
    if (channel === 'exchange') {
      return random.chance(0.15)
        ? { kind: 'crous', size: 420 }
        : { kind: 'social', size: random.integer(300, 900) };
    }
    if (channel === 'paper') return { kind: 'private_owner', size: random.integer(1, 2) };
    // The demo's landlord comes first, with a handful of tenants.
    if (this.landlords === 0) return { kind: 'private_owner', size: 6 };
    const kind = random.weighted({ private_owner: 700, sci: 250, agency: 45, social: 5 });
    const sizes: Record<typeof kind, readonly [number, number]> = {
      private_owner: [1, 3],
      sci: [1, 6],
      agency: [20, 90],
      social: [120, 250],
    };
    const [least, most] = sizes[kind];
    return { kind, size: random.integer(least, most) };
  }

  private tenantsUnder(landlord: Landlord, count: number, before: number): Tenant[] {
    const tenants: Tenant[] = [];
    for (let unit = 1; tenants.length < count; unit++) {
      const shared =
        count - tenants.length > 1 && landlord.kind !== 'social' && this.random.chance(0.04);
      const dwelling = this.dwelling(landlord, unit, shared ? 2 : 1);
      const half = Math.floor(dwelling.rentCents / 2);
      const shares = shared ? [half, dwelling.rentCents - half] : [null];
      for (const shareCents of shares) {
        tenants.push({
          fileNumber: String(before + tenants.length + 1).padStart(7, '0'),
          lastName: this.random.pick(NAMES),
          dwelling,
          shareCents,
        });
      }
    }
    return tenants;
  }

  /** A rent of this year that no check finds doubtful. */
  private dwelling(landlord: Landlord, unit: number, tenants: number): Dwelling {
    const previous = Math.round(this.random.lognormal(48_000, 0.3) / 100) * 100;
    const previousRentCents = Math.min(120_000, Math.max(18_000, previous));
    const rise = Math.round(previousRentCents * this.random.next() * 0.035);
    const chargesCents = 5_000 + this.random.integer(0, 60) * 100;
    return {
      landlord,
      ref: `LOT ${String(unit).padStart(4, '0')}`,
      previousRentCents,
      chargesCents,
      rentCents: previousRentCents + rise,
      tenants,
    };
  }

  /** Half of them until mid-September, then fewer and fewer until the end of March. */
  private dayOf(channel: Channel): LocalDate {
    if (channel === 'exchange') return localDate(this.random.pick(EXCHANGE_DAYS));
    const offset = Math.round(this.random.lognormal(channel === 'paper' ? 70 : 42, 0.8));
    return addDays(OPENED, Math.min(LAST_OFFSET, offset));
  }
}

function rosterLine({ fileNumber, lastName, dwelling, shareCents }: Tenant): object {
  const { landlord } = dwelling;
  return {
    fileNumber,
    lastName,
    landlordSiret: landlord.siret,
    landlordKind: landlord.kind,
    dwellingRef: dwelling.ref,
    sharedTenancy: shareCents !== null,
    leaseStartsOn: '2019-09-01',
    previousRentCents: dwelling.previousRentCents,
    previousChargesCents: dwelling.chargesCents,
    ceilingCents: 60_000,
    aidCents: Math.min(25_000, Math.round(dwelling.previousRentCents / 2)),
    aidPaidTo: landlord.kind === 'social' || landlord.kind === 'crous' ? 'landlord' : 'tenant',
  };
}

function ndjsonFile(channel: Channel, lines: readonly Line[]): RentFile {
  const body = lines.map(({ tenant, rentCents, declaredOn }) => {
    const { dwelling, shareCents } = tenant;
    const line = {
      fileNumber: tenant.fileNumber,
      lastName: tenant.lastName,
      landlordSiret: dwelling.landlord.siret,
      dwellingRef: dwelling.ref,
      referenceYear: RENT_YEAR,
      rentCents,
      chargesCents: dwelling.chargesCents,
      sharedTenancy: shareCents !== null,
      ...(shareCents === null ? {} : { tenantShareCents: shareCents, cotenants: dwelling.tenants }),
      status: 'present',
      declaredOn,
    };
    return `${JSON.stringify(line)}\n`;
  });
  return { channel, type: 'application/x-ndjson', body: body.join(''), lines: lines.length };
}

const HEADER =
  'fileNumber;lastName;landlordSiret;dwellingRef;referenceYear;rent;chargesCents;sharedTenancy;tenantShareCents;cotenants;status;declaredOn';

function csvFile(channel: Channel, lines: readonly Line[]): RentFile {
  const body = lines.map(({ tenant, rentCents, declaredOn }) => {
    const { dwelling, shareCents } = tenant;
    return [
      tenant.fileNumber,
      tenant.lastName,
      dwelling.landlord.siret,
      dwelling.ref,
      RENT_YEAR,
      (rentCents / 100).toFixed(2).replace('.', ','),
      dwelling.chargesCents,
      shareCents === null ? 'non' : 'oui',
      shareCents ?? '',
      shareCents === null ? '' : dwelling.tenants,
      'present',
      declaredOn,
    ].join(';');
  });
  return {
    channel,
    type: 'text/csv',
    body: `${[HEADER, ...body].join('\r\n')}\r\n`,
    lines: lines.length,
  };
}

/** Numbers that SIRENE never gave away: they begin with four noughts. */
function siretOf(index: number): string {
  const siren = withCheckDigit(String(1_000 + index).padStart(8, '0'));
  const siret = withCheckDigit(`${siren}0001`);
  if (!isSiret(siret)) throw new Error('a made-up SIRET does not check');
  return siret;
}

function withCheckDigit(digits: string): string {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${digits}${String((10 - (sum % 10)) % 10)}`;
}

const NAMES = [
  'Bernard',
  'Blanchard',
  'Boucher',
  'Caron',
  'Chevalier',
  'Clément',
  'Denis',
  'Dupuis',
  'Fontaine',
  'Garnier',
  'Gauthier',
  'Guérin',
  'Henry',
  'Lambert',
  'Le Gall',
  'Lefèvre',
  'Lemaire',
  'Marchand',
  'Mercier',
  'Morin',
  'Noël',
  'Perrin',
  'Renaud',
  'Rivière',
  'Rousseau',
  'Roy',
  'Thibault',
  'Vasseur',
] as const;

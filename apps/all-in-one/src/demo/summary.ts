import type { Api } from './api.js';
import { RATES_ON, RENT_YEAR } from './rent-campaign.js';
import { signInCommand } from './sign-in.js';
import { UPDATED_ON } from './work-items.js';

type Counts = Readonly<Record<string, number>>;

interface Statistics {
  readonly year: number;
  readonly solicitations: number;
  readonly opened: number;
  readonly openedByOrigin: Counts;
  readonly byResolution: Counts;
  readonly byOutcome: Counts;
  readonly recommendations: { readonly issued: number };
  readonly meanDaysToDecision: number;
  readonly medianDaysToDecision: number;
  readonly p90DaysToDecision: number;
  readonly national: { readonly opened: number; readonly meanDaysToDecision: number };
}

interface Delays {
  readonly updatedOn: string;
  readonly categories: readonly {
    readonly category: string;
    readonly arrivedFrom: string | null;
    readonly arrivedTo: string | null;
    readonly oldestWaitingOn: string | null;
  }[];
}

interface RentProgress {
  readonly referenceYear: number;
  readonly on: string;
  readonly expected: number;
  readonly declaredOnline: number;
  readonly declaredTotal: number;
  readonly onlineRate: string | null;
  readonly totalRate: string | null;
  readonly byChannel: {
    readonly exchange: { readonly declared: number };
    readonly paper: { readonly declared: number };
  };
}

/** What the webinar showed, in lines for the terminal; every figure is asked of the system. */
export async function summary(api: Api): Promise<string[]> {
  const [statistics, delays, rents] = await Promise.all([
    api.call<Statistics>('GET', '/mediation/v1/statistics/2023', { as: 'mediator' }),
    api.call<Delays>('GET', `/indicators/v1/processing-delays?on=${UPDATED_ON}`),
    api.call<RentProgress>(
      'GET',
      `/rent-campaigns/v1/campaigns/${RENT_YEAR}/progress?on=${RATES_ON}`,
      { as: 'campaign_manager' },
    ),
  ]);
  return [...mediationLines(statistics), '', ...delayLines(delays), '', ...rentLines(rents)];
}

export function mediationLines(statistics: Statistics): string[] {
  const { openedByOrigin, recommendations, national } = statistics;
  const rows: (readonly [string, number, string?])[] = [
    ['sollicitations', statistics.solicitations],
    ['médiations ouvertes', statistics.opened, `moyenne nationale : ${number(national.opened)}`],
    ['par les allocataires', openedByOrigin.beneficiary ?? 0],
    ['par le Défenseur des droits', openedByOrigin.defender_of_rights ?? 0],
    ['par les travailleurs sociaux', openedByOrigin.social_worker ?? 0],
    ['recommandations', recommendations.issued],
    [
      'jours de prise en charge',
      statistics.meanDaysToDecision,
      `moyenne nationale : ${number(national.meanDaysToDecision)} ; la moitié en ${number(statistics.medianDaysToDecision)} au plus, neuf sur dix en ${number(statistics.p90DaysToDecision)} au plus`,
    ],
  ];
  return [
    `La médiation administrative en ${statistics.year}`,
    ...rows.map(([label, value, note]) => row(label, number(value), note)),
    '',
    `La résolution des ${number(statistics.opened)} médiations`,
    ...resolutionLines(statistics),
  ];
}

const OUTCOMES = {
  revised: 'décision révisée',
  maintained: 'décision maintenue',
  other: 'autre issue',
} as const;

const RESOLUTIONS = {
  fully_revised: 'révision totale',
  partly_revised: 'révision partielle',
  maintained_with_explanation: 'maintien expliqué',
  amicable_agreement: 'accord amiable',
  recommendation_followed: 'recommandation suivie',
  recommendation_not_followed: 'recommandation non suivie',
  withdrawn: 'désistement',
  lapsed_court_seized: 'tribunal saisi',
  no_further_action: 'sans suite',
  redirected: 'réorientation',
} as const;

function resolutionLines({ opened, byOutcome, byResolution }: Statistics): string[] {
  const details = Object.entries(RESOLUTIONS).flatMap(([resolution, name]) => {
    const count = byResolution[resolution] ?? 0;
    return count === 0 ? [] : [`${name} ${number(count)}`];
  });
  const half = Math.ceil(details.length / 2);
  return [
    ...Object.entries(OUTCOMES).map(([outcome, label]) => {
      const count = byOutcome[outcome] ?? 0;
      return row(label, number(count), share(count, opened));
    }),
    `  dont ${details.slice(0, half).join(', ')},`,
    `       ${details.slice(half).join(', ')}`,
  ];
}

const CATEGORIES: Readonly<Record<string, string>> = {
  mail: 'courriels',
  rsa_aah: 'demandes de RSA et d’AAH',
  other: 'autres demandes',
};

export function delayLines({ updatedOn, categories }: Delays): string[] {
  return [
    `Les délais de traitement au ${day(updatedOn)} : la Caf traite ce qui est arrivé entre`,
    ...categories.map(({ category, arrivedFrom, arrivedTo, oldestWaitingOn }) =>
      row(
        CATEGORIES[category] ?? category,
        arrivedFrom === null || arrivedTo === null
          ? 'rien en cours'
          : `le ${day(arrivedFrom)} et le ${day(arrivedTo)}`,
        oldestWaitingOn === null ? undefined : `plus ancienne en attente : ${day(oldestWaitingOn)}`,
      ),
    ),
  ];
}

export function rentLines(progress: RentProgress): string[] {
  const { referenceYear, on, expected, declaredOnline, declaredTotal, byChannel } = progress;
  const { exchange, paper } = byChannel;
  return [
    `La campagne loyers ${referenceYear} au ${day(on)}`,
    row(
      'sur Mon compte partenaire',
      percent(progress.onlineRate),
      `${number(declaredOnline)} sur ${number(expected)} locataires attendus`,
    ),
    row(
      'tous canaux',
      percent(progress.totalRate),
      `${number(declaredTotal)}, dont ${number(exchange.declared)} par échange et ${number(paper.declared)} sur papier`,
    ),
  ];
}

/** Where everything is, and with demo accounts how to sign in. */
export function addressLines(
  { origin, demo }: { readonly origin: string; readonly demo: boolean },
  services: readonly string[],
): string[] {
  return [
    `Passerelle est prête : ${origin}/   (Ctrl-C pour arrêter)`,
    ...services.map((name) => `  ${name.padEnd(14)} ${origin}/${name}/docs`),
    ...(demo
      ? [
          `  comptes        ${origin}/identity/v1/demo-accounts`,
          'Se connecter, par exemple :',
          `  ${signInCommand(origin)}`,
        ]
      : []),
  ];
}

function row(label: string, value: string, note?: string): string {
  return `  ${label.padEnd(30)} ${value.padStart(6)}${note === undefined ? '' : `   (${note})`}`;
}

function number(value: number): string {
  return value.toLocaleString('fr-FR', { maximumFractionDigits: 2 });
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${number(Math.round((1000 * part) / whole) / 10)} %`;
}

function percent(rate: string | null): string {
  return rate === null ? '—' : `${rate.replace('.', ',')} %`;
}

function day(iso: string): string {
  return iso.split('-').reverse().join('/');
}

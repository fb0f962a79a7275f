import type { Block } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import { CHANNELS, GROUNDS, ORIGINS } from '../referrals/referral.js';
import {
  ALL,
  CASES_COLUMN,
  chart,
  heading,
  largest,
  leftOut,
  numbers,
  paragraphs,
  type Section,
  SHARE,
  sumIfShown,
  words,
} from './report-blocks.js';
import { DESTINATIONS, NO_GROUND, type ShownReport, UNDECIDED } from './report-figures.js';
import {
  CHANNEL_LABELS,
  DESTINATION_LABELS,
  GROUND_LABELS,
  ORIGIN_LABELS,
} from './report-labels.js';
import { CASES, NONE, type Noun, type Pen } from './report-pen.js';

const RECEIVED: Noun = {
  fr: ['saisine reçue', 'saisines reçues'],
  en: ['case received', 'cases received'],
};
const OPENED: Noun = {
  fr: ['médiation ouverte', 'médiations ouvertes'],
  en: ['mediation opened', 'mediations opened'],
};

/** § 1.11: solicitations by origin and channel. */
export const solicitationsSection: Section = ({ statistics, byChannel }, pen) => {
  const { solicitations, opened, solicitationsByOrigin, openedByOrigin } = statistics;
  const first = largest(ORIGINS, openedByOrigin, (key) => solicitationsByOrigin[key] !== null);
  return [
    heading(pen, {
      fr: 'Qui saisit le médiateur, et comment',
      en: 'Who turns to the mediator, and how',
    }),
    ...paragraphs(
      first === undefined || opened === null
        ? undefined
        : pen.say(
            {
              fr: 'Par exemple, origine « {origin} » : {received}, {opened}, soit {share} de toutes les médiations.',
              en: 'For example, origin “{origin}”: {received}, {opened}, that is {share} of all mediations.',
            },
            {
              origin: pen.say(ORIGIN_LABELS[first]),
              received: pen.counted(solicitationsByOrigin[first] ?? 0, RECEIVED),
              opened: pen.counted(openedByOrigin[first] ?? 0, OPENED),
              share: pen.share(openedByOrigin[first], opened),
            },
          ),
    ),
    {
      kind: 'table',
      caption: pen.say({ fr: 'Saisines et médiations par origine', en: 'Cases by origin' }),
      columns: [
        words(pen, { fr: 'Origine', en: 'Origin' }, 2.4),
        numbers(pen, { fr: 'Saisines reçues', en: 'Received' }),
        numbers(pen, { fr: 'Médiations ouvertes', en: 'Opened' }),
        numbers(pen, { fr: 'Part des médiations', en: 'Share of opened' }),
      ],
      rows: ORIGINS.map((origin) => [
        pen.say(ORIGIN_LABELS[origin]),
        pen.count(solicitationsByOrigin[origin]),
        pen.count(openedByOrigin[origin]),
        pen.share(openedByOrigin[origin], opened),
      ]),
      totals: [
        pen.say(ALL),
        pen.count(solicitations),
        pen.count(opened),
        pen.share(opened, opened),
      ],
    },
    ...chart(pen, {
      caption: { fr: 'Saisines reçues, par canal', en: 'Cases received, by channel' },
      keys: CHANNELS,
      cells: byChannel,
      labels: CHANNEL_LABELS,
      whole: solicitations,
      noun: CASES,
    }),
  ];
};

/** § 1.11: admissible and inadmissible by ground, and those out of scope by destination. */
export const admissibilitySection: Section = (report, pen) => {
  const redirected = redirectedIn(report);
  return [
    heading(pen, { fr: 'La recevabilité', en: 'Admissibility' }),
    ...decisionTable(report, redirected, pen),
    ...groundTable(report, pen),
    ...destinationTable(report, redirected, pen),
  ];
};

/** Shown when its parts are; else it follows from the other ways, unless one of those is hidden as well. */
function redirectedIn({ byWay, statistics, threshold }: ShownReport): number | null {
  const { solicitations } = statistics;
  const countOf = (way: string): number | null => byWay[way] ?? null;
  const others = sumIfShown(['admissible', 'inadmissible', UNDECIDED].map(countOf));
  const rest = solicitations === null || others === null ? null : solicitations - others;
  const redirected = sumIfShown(DESTINATIONS.map(countOf)) ?? rest;
  return redirected === null || redirected < (threshold ?? 0) ? null : redirected;
}

function decisionTable(
  { statistics, byWay }: ShownReport,
  redirected: number | null,
  pen: Pen,
): Block[] {
  const { solicitations, opened } = statistics;
  const ways: readonly (readonly [Localized, number | null])[] = [
    [{ fr: 'Recevable : médiation ouverte', en: 'Admissible: mediation opened' }, opened],
    [{ fr: 'Irrecevable', en: 'Inadmissible' }, byWay.inadmissible ?? null],
    [{ fr: 'Réorientée vers un autre service', en: 'Redirected to another service' }, redirected],
    [
      {
        fr: 'Sans décision (en attente, désistement, doublon…)',
        en: 'Not decided (waiting, withdrawn, duplicate…)',
      },
      byWay[UNDECIDED] ?? null,
    ],
  ];
  return [
    ...paragraphs(
      opened === null || solicitations === null
        ? undefined
        : pen.say(
            {
              fr: 'Pour {received}, {opened}, soit {share}.',
              en: 'For {received}, {opened}, that is {share}.',
            },
            {
              received: pen.counted(solicitations, RECEIVED),
              opened: pen.counted(opened, OPENED),
              share: pen.share(opened, solicitations),
            },
          ),
    ),
    {
      kind: 'table',
      caption: pen.say({ fr: 'Suite donnée aux saisines', en: 'What became of the cases' }),
      columns: [
        words(pen, { fr: 'Suite', en: 'Decision' }, 4),
        numbers(pen, CASES_COLUMN),
        numbers(pen, SHARE),
      ],
      rows: ways.map(([label, count]) => [
        pen.say(label),
        pen.count(count),
        pen.share(count, solicitations),
      ]),
      totals: [pen.say(ALL), pen.count(solicitations), pen.share(solicitations, solicitations)],
    },
  ];
}

/** What a cell of the table by ground stands for: no such decision, hidden, or a count. */
type GroundCell = 'impossible' | number | null;

function groundTable(report: ShownReport, pen: Pen): Block[] {
  const { decisions, statistics } = report;
  const isDestination = (way: string): boolean => (DESTINATIONS as readonly string[]).includes(way);
  const lines = ([...GROUNDS, NO_GROUND] as const).map((ground) => {
    const cell = (accepts: (way: string) => boolean): GroundCell => {
      const own = decisions.filter(({ keys }) => keys[0] === ground && accepts(keys[1] ?? ''));
      return own.length === 0 ? 'impossible' : sumIfShown(own.map(({ shown }) => shown));
    };
    return {
      ground,
      cells: [
        cell((way) => way === 'admissible'),
        cell((way) => way === 'inadmissible'),
        cell(isDestination),
      ],
    };
  });
  const printed = lines.filter(({ cells }) =>
    cells.some((cell) => typeof cell === 'number' && cell > 0),
  );
  const first = largest(GROUNDS, statistics.byGround);
  return [
    ...paragraphs(
      first === undefined
        ? undefined
        : pen.say(
            {
              fr: 'Par exemple, motif « {ground} » : {counted}. Un tiret marque une décision que ce motif ne permet pas.',
              en: 'For example, the ground “{ground}”: {counted}. A dash marks a decision that a ground does not allow.',
            },
            {
              ground: pen.say(GROUND_LABELS[first]),
              counted: pen.counted(statistics.byGround[first] ?? 0, CASES),
            },
          ),
    ),
    {
      kind: 'table',
      caption: pen.say({
        fr: 'Décisions de recevabilité par motif',
        en: 'Decisions on admissibility by ground',
      }),
      columns: [
        words(pen, { fr: 'Motif de la décision', en: 'Ground of the decision' }, 2.4),
        numbers(pen, { fr: 'Recevables', en: 'Admissible' }),
        numbers(pen, { fr: 'Irrecevables', en: 'Inadmissible' }),
        numbers(pen, { fr: 'Réorientées', en: 'Redirected' }),
      ],
      rows: printed.map(({ ground, cells }) => [
        pen.say(GROUND_LABELS[ground]),
        ...cells.map((cell) => (cell === 'impossible' ? NONE : pen.count(cell))),
      ]),
      note: leftOut(pen, lines.length - printed.length, report, {
        fr: ['motif', 'motifs'],
        en: ['ground', 'grounds'],
      }),
    },
  ];
}

function destinationTable(report: ShownReport, redirected: number | null, pen: Pen): Block[] {
  const { byWay } = report;
  const printed = DESTINATIONS.filter((destination) => (byWay[destination] ?? 0) > 0);
  const first = largest(DESTINATIONS, byWay);
  return [
    ...paragraphs(
      first === undefined
        ? undefined
        : pen.say(
            {
              fr: 'Ce qui ne relève pas de la médiation est transmis à qui de droit, et la personne en est informée. Par exemple, « {destination} » : {counted}.',
              en: 'What is not for the mediator is passed on to whom it concerns, and the person is told. For example, “{destination}”: {counted}.',
            },
            {
              destination: pen.say(DESTINATION_LABELS[first]),
              counted: pen.counted(byWay[first] ?? 0, CASES),
            },
          ),
    ),
    {
      kind: 'table',
      caption: pen.say({
        fr: 'Saisines réorientées, par destination',
        en: 'Redirected cases, by destination',
      }),
      columns: [
        words(pen, { fr: 'Destination', en: 'Destination' }, 4),
        numbers(pen, CASES_COLUMN),
        numbers(pen, SHARE),
      ],
      rows: printed.map((destination) => [
        pen.say(DESTINATION_LABELS[destination]),
        pen.count(byWay[destination] ?? null),
        pen.share(byWay[destination] ?? null, redirected),
      ]),
      totals: [pen.say(ALL), pen.count(redirected), pen.share(redirected, redirected)],
      note: leftOut(pen, DESTINATIONS.length - printed.length, report, {
        fr: ['destination', 'destinations'],
        en: ['destination', 'destinations'],
      }),
    },
  ];
}

/** § 1.11: mean, median and P90. */
export const delaysSection: Section = ({ statistics }, pen) => {
  const { meanDaysToDecision, medianDaysToDecision, p90DaysToDecision, national } = statistics;
  const isHidden = statistics.opened === null;
  const row = (label: Localized, days: number | null, reference: number | null): string[] => [
    pen.say(label),
    pen.days(days, isHidden),
    pen.days(reference, false),
  ];
  return [
    heading(pen, { fr: 'Le délai de prise en charge', en: 'The delay to the decision' }),
    ...paragraphs(
      medianDaysToDecision === null
        ? undefined
        : pen.say(
            {
              fr: 'La moitié des personnes ont su en {median} au plus que leur saisine était recevable, neuf sur dix en {p90} au plus (jours calendaires, médiations ouvertes seulement).',
              en: 'Half of the people knew within {median} that their case was admissible, nine in ten within {p90} (calendar days, opened mediations only).',
            },
            {
              median: pen.days(medianDaysToDecision, false),
              p90: pen.days(p90DaysToDecision, false),
            },
          ),
    ),
    {
      kind: 'table',
      caption: pen.say({
        fr: 'De la réception à la recevabilité notifiée',
        en: 'From receipt to the notified admissibility',
      }),
      columns: [
        words(pen, { fr: 'Mesure', en: 'Measure' }, 3),
        numbers(pen, { fr: 'Cette Caf', en: 'This Caf' }),
        numbers(pen, { fr: 'Moyenne nationale', en: 'National mean' }),
      ],
      rows: [
        row({ fr: 'Moyenne', en: 'Mean' }, meanDaysToDecision, national.meanDaysToDecision),
        row(
          { fr: 'Médiane (une médiation sur deux)', en: 'Median (one mediation in two)' },
          medianDaysToDecision,
          null,
        ),
        row(
          { fr: '9e décile (neuf médiations sur dix)', en: '9th decile (nine mediations in ten)' },
          p90DaysToDecision,
          null,
        ),
      ],
    },
  ];
};

import type { Block } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import { CHANNEL_LABELS, ORIGIN_LABELS } from '../cases/labels.js';
import { CHANNELS, GROUNDS, ORIGINS } from '../cases/referral.js';
import {
  ALL,
  CASES_COLUMN,
  chart,
  heading,
  leftOut,
  numbers,
  paragraphs,
  type Section,
  SHARE,
  sumIfShown,
  words,
} from './report-blocks.js';
import { DESTINATIONS, NO_GROUND, type ShownReport, UNDECIDED } from './report-figures.js';
import { COUNTED_GROUND_LABELS, DESTINATION_LABELS } from './report-labels.js';
import { CASES, NONE, type Noun, type ReportFormatter } from './report-formatter.js';

const RECEIVED: Noun = {
  fr: ['saisine reçue', 'saisines reçues'],
  en: ['case received', 'cases received'],
};
const OPENED: Noun = {
  fr: ['médiation ouverte', 'médiations ouvertes'],
  en: ['mediation opened', 'mediations opened'],
};

/** The cases received, by origin and by channel (domain M11.2). */
export const solicitationsSection: Section = ({ statistics, byChannel }, format) => {
  const { solicitations, opened, solicitationsByOrigin, openedByOrigin } = statistics;
  return [
    heading(format, {
      fr: 'Qui saisit le médiateur, et comment',
      en: 'Who turns to the mediator, and how',
    }),
    {
      kind: 'table',
      caption: format.text({ fr: 'Saisines et médiations par origine', en: 'Cases by origin' }),
      columns: [
        words(format, { fr: 'Origine', en: 'Origin' }, 2.4),
        numbers(format, { fr: 'Saisines reçues', en: 'Received' }),
        numbers(format, { fr: 'Médiations ouvertes', en: 'Opened' }),
        numbers(format, { fr: 'Part des médiations', en: 'Share of opened' }),
      ],
      rows: ORIGINS.map((origin) => [
        format.text(ORIGIN_LABELS[origin]),
        format.count(solicitationsByOrigin[origin]),
        format.count(openedByOrigin[origin]),
        format.share(openedByOrigin[origin], opened),
      ]),
      totals: [
        format.text(ALL),
        format.count(solicitations),
        format.count(opened),
        format.share(opened, opened),
      ],
    },
    ...chart(format, {
      caption: { fr: 'Saisines reçues, par canal', en: 'Cases received, by channel' },
      keys: CHANNELS,
      cells: byChannel,
      labels: CHANNEL_LABELS,
      whole: solicitations,
      noun: CASES,
    }),
  ];
};

/** The decisions by ground, and the redirected cases by destination (domain M11.2). */
export const admissibilitySection: Section = (report, format) => {
  const redirected = redirectedIn(report);
  return [
    heading(format, { fr: 'La recevabilité', en: 'Admissibility' }),
    ...decisionTable(report, redirected, format),
    ...groundTable(report, format),
    ...destinationTable(report, redirected, format),
  ];
};

/**
 * The number of redirected cases: the sum of the destinations when all are shown, or else what remains of the
 * total. Null when another way is hidden too, or when the number is small.
 */
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
  format: ReportFormatter,
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
        : format.text(
            {
              fr: 'Pour {received}, {opened}, soit {share}.',
              en: 'For {received}, {opened}, that is {share}.',
            },
            {
              received: format.counted(solicitations, RECEIVED),
              opened: format.counted(opened, OPENED),
              share: format.share(opened, solicitations),
            },
          ),
    ),
    {
      kind: 'table',
      caption: format.text({ fr: 'Suite donnée aux saisines', en: 'What became of the cases' }),
      columns: [
        words(format, { fr: 'Suite', en: 'Decision' }, 4),
        numbers(format, CASES_COLUMN),
        numbers(format, SHARE),
      ],
      rows: ways.map(([label, count]) => [
        format.text(label),
        format.count(count),
        format.share(count, solicitations),
      ]),
      totals: [
        format.text(ALL),
        format.count(solicitations),
        format.share(solicitations, solicitations),
      ],
    },
  ];
}

/** A cell of the table by ground: an impossible decision, a hidden count (null), or a count. */
type GroundCell = 'impossible' | number | null;

function groundTable(report: ShownReport, format: ReportFormatter): Block[] {
  const { decisions } = report;
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
  return [
    ...paragraphs(
      printed.length === 0
        ? undefined
        : format.text({
            fr: 'Un tiret marque une décision que ce motif ne permet pas.',
            en: 'A dash marks a decision that a ground does not allow.',
          }),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'Décisions de recevabilité par motif',
        en: 'Decisions on admissibility by ground',
      }),
      columns: [
        words(format, { fr: 'Motif de la décision', en: 'Ground of the decision' }, 2.4),
        numbers(format, { fr: 'Recevables', en: 'Admissible' }),
        numbers(format, { fr: 'Irrecevables', en: 'Inadmissible' }),
        numbers(format, { fr: 'Réorientées', en: 'Redirected' }),
      ],
      rows: printed.map(({ ground, cells }) => [
        format.text(COUNTED_GROUND_LABELS[ground]),
        ...cells.map((cell) => (cell === 'impossible' ? NONE : format.count(cell))),
      ]),
      note: leftOut(format, lines.length - printed.length, report, {
        fr: ['motif', 'motifs'],
        en: ['ground', 'grounds'],
      }),
    },
  ];
}

function destinationTable(
  report: ShownReport,
  redirected: number | null,
  format: ReportFormatter,
): Block[] {
  const { byWay } = report;
  const printed = DESTINATIONS.filter((destination) => (byWay[destination] ?? 0) > 0);
  return [
    ...paragraphs(
      printed.length === 0
        ? undefined
        : format.text({
            fr: 'Ce qui ne relève pas de la médiation est transmis à qui de droit, et la personne en est informée.',
            en: 'What is not for the mediator is passed on to whom it concerns, and the person is told.',
          }),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'Saisines réorientées, par destination',
        en: 'Redirected cases, by destination',
      }),
      columns: [
        words(format, { fr: 'Destination', en: 'Destination' }, 4),
        numbers(format, CASES_COLUMN),
        numbers(format, SHARE),
      ],
      rows: printed.map((destination) => [
        format.text(DESTINATION_LABELS[destination]),
        format.count(byWay[destination] ?? null),
        format.share(byWay[destination] ?? null, redirected),
      ]),
      totals: [format.text(ALL), format.count(redirected), format.share(redirected, redirected)],
      note: leftOut(format, DESTINATIONS.length - printed.length, report, {
        fr: ['destination', 'destinations'],
        en: ['destination', 'destinations'],
      }),
    },
  ];
}

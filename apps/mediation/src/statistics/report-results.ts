import type { Block } from '@passerelle/documents';
import type { Localized } from '@passerelle/kernel';

import { RECOMMENDATION_KINDS } from '../recommendations/recommendation.js';
import {
  BENEFIT_LABELS,
  OUTCOME_LABELS,
  REASON_LABELS,
  RESOLUTION_LABELS,
} from '../cases/labels.js';
import { BENEFITS, OUTCOMES, REASONS, RESOLUTIONS } from '../cases/referral.js';
import {
  ALL,
  chart,
  heading,
  leftOut,
  MEDIATIONS_COLUMN,
  numbers,
  paragraphs,
  type Section,
  sumIfShown,
  words,
} from './report-blocks.js';
import { FOLLOW_UPS, RESULTS, type ShownReport } from './report-figures.js';
import { FOLLOW_UP_LABELS, KIND_LABELS, RESULT_LABELS } from './report-labels.js';
import { MEDIATIONS, type Noun, type ReportFormatter } from './report-formatter.js';

const RECOMMENDATIONS: Noun = {
  fr: ['recommandation', 'recommandations'],
  en: ['recommendation', 'recommendations'],
};

/** Reason × benefit × result, and each of the three alone, for the opened cases (domain M11.2). */
export const resultsSection: Section = (report, format) => {
  const { statistics, byReason, byBenefit } = report;
  const { opened, byOutcome } = statistics;
  return [
    heading(format, {
      fr: 'Motifs, prestations et résultats',
      en: 'Reasons, benefits and results',
    }),
    ...chart(format, {
      caption: { fr: 'Médiations ouvertes, par motif', en: 'Mediations opened, by reason' },
      keys: REASONS,
      cells: byReason,
      labels: REASON_LABELS,
      whole: opened,
      noun: MEDIATIONS,
    }),
    ...chart(format, {
      caption: { fr: 'Médiations ouvertes, par prestation', en: 'Mediations opened, by benefit' },
      keys: BENEFITS,
      cells: byBenefit,
      labels: BENEFIT_LABELS,
      whole: opened,
      noun: MEDIATIONS,
    }),
    ...chart(format, {
      caption: {
        fr: 'Médiations terminées, par sort de la décision contestée',
        en: 'Mediations ended, by what became of the contested decision',
      },
      keys: OUTCOMES,
      cells: byOutcome,
      labels: OUTCOME_LABELS,
      whole: sumIfShown(OUTCOMES.map((outcome) => byOutcome[outcome])),
      noun: MEDIATIONS,
    }),
    ...resolutionTable(report, format),
    ...resultTable(report, format),
  ];
};

function resolutionTable(report: ShownReport, format: ReportFormatter): Block[] {
  const { byResolution, opened } = report.statistics;
  const printed = RESOLUTIONS.filter((key) => (byResolution[key] ?? 0) > 0);
  return [
    {
      kind: 'table',
      caption: format.text({
        fr: 'Comment les médiations se sont terminées',
        en: 'How the mediations ended',
      }),
      columns: [
        words(format, { fr: 'Issue', en: 'Resolution' }, 4),
        numbers(format, MEDIATIONS_COLUMN),
        numbers(format, { fr: 'Part des ouvertes', en: 'Share of opened' }),
      ],
      rows: printed.map((key) => [
        format.text(RESOLUTION_LABELS[key]),
        format.count(byResolution[key]),
        format.share(byResolution[key], opened),
      ]),
      note: leftOut(format, RESOLUTIONS.length - printed.length, report, {
        fr: ['issue', 'issues'],
        en: ['resolution', 'resolutions'],
      }),
    },
  ];
}

/**
 * Only the full report has totals of rows and columns for cases without a result: a total would reveal hidden
 * cells, and the cases without a result have small counts.
 */
function resultTable(report: ShownReport, format: ReportFormatter): Block[] {
  const { results, threshold } = report;
  const isFull = threshold === null;
  const columns: readonly (typeof RESULTS)[number][] = isFull ? RESULTS : OUTCOMES;
  const lines = REASONS.flatMap((reason) =>
    BENEFITS.map((benefit) => {
      const own = results.filter(({ keys }) => keys[0] === reason && keys[1] === benefit);
      const cells = columns.map(
        (result) => own.find(({ keys }) => keys[2] === result)?.shown ?? null,
      );
      return {
        reason: format.text(REASON_LABELS[reason]),
        benefit: format.text(BENEFIT_LABELS[benefit]),
        cells,
      };
    }),
  );
  const most = ({ cells }: { readonly cells: readonly (number | null)[] }): number =>
    Math.max(0, ...cells.map((count) => count ?? 0));
  const printed = lines.filter((line) => most(line) > 0);
  return [
    {
      kind: 'table',
      caption: format.text({
        fr: 'Médiations par motif, prestation et sort de la décision',
        en: 'Mediations by reason, benefit and what became of the decision',
      }),
      columns: [
        words(format, { fr: 'Motif', en: 'Reason' }, 1.8),
        words(format, { fr: 'Prestation', en: 'Benefit' }, 1.9),
        ...columns.map((result) => numbers(format, RESULT_LABELS[result])),
        ...(isFull ? [numbers(format, ALL)] : []),
      ],
      rows: printed.map(({ reason, benefit, cells }) => [
        reason,
        benefit,
        ...cells.map((count) => format.count(count)),
        ...(isFull ? [format.count(sumIfShown(cells))] : []),
      ]),
      note: leftOut(format, lines.length - printed.length, report, {
        fr: ['croisement', 'croisements'],
        en: ['combination', 'combinations'],
      }),
    },
  ];
}

/** The recommendations and their answers (domain M11.2); the texts of the recommendations stay in the cases. */
export const recommendationsSection: Section = (report, format) => {
  const { statistics, recommendations, byKind } = report;
  const { filesWithRecommendations } = statistics;
  const { issued } = statistics.recommendations;
  const title = heading(format, { fr: 'Les recommandations', en: 'Recommendations' });
  const purpose = format.text({
    fr: 'Rare et formelle, une recommandation dit à la direction ou à un service ce que le droit demande : dans un cas (individuelle) ou dans une pratique (générique, portée alors à la connaissance du médiateur national).',
    en: 'Rare and formal, a recommendation tells the management or a service what the law asks for: in one case (individual), or in a practice (generic, then brought to the national mediator).',
  });
  if (issued === null || issued === 0) {
    const none = {
      fr: 'Aucune recommandation n’a été émise dans les saisines de l’année.',
      en: 'No recommendation was issued in the cases of the year.',
    };
    const hidden = {
      fr: 'Trop peu nombreuses pour être publiées, celles de l’année et leurs réponses sont masquées.',
      en: 'Those of the year, and the answers to them, are too few to be published.',
    };
    return [title, ...paragraphs(purpose, format.text(issued === null ? hidden : none))];
  }
  return [
    title,
    ...paragraphs(
      purpose,
      format.text(
        {
          fr: 'Pour cette année : {issued}. Celles que le médiateur a retirées ne comptent pas.',
          en: 'For this year: {issued}. Those that the mediator withdrew do not count.',
        },
        { issued: format.counted(issued, RECOMMENDATIONS) },
      ),
      // A case may have several recommendations, so the share counts cases (domain M6.9).
      filesWithRecommendations === null
        ? undefined
        : format.text(
            {
              fr: 'Médiations qui ont donné lieu à une recommandation au moins : {files}, soit {share} des médiations ouvertes.',
              en: 'Mediations that led to one recommendation at least: {files}, that is {share} of the mediations opened.',
            },
            {
              files: format.count(filesWithRecommendations),
              share: format.share(filesWithRecommendations, statistics.opened),
            },
          ),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'Recommandations par nature et par réponse',
        en: 'Recommendations by kind and by answer',
      }),
      columns: [
        words(format, { fr: 'Nature', en: 'Kind' }, 1.2),
        ...FOLLOW_UPS.map((followUp) => numbers(format, FOLLOW_UP_LABELS[followUp])),
        numbers(format, ALL),
      ],
      rows: RECOMMENDATION_KINDS.map((kind) => [
        format.text(KIND_LABELS[kind]),
        ...FOLLOW_UPS.map((followUp) => {
          const cell = recommendations.find(({ keys }) => keys[0] === kind && keys[1] === followUp);
          return format.count(cell?.shown ?? null);
        }),
        format.count(byKind[kind] ?? null),
      ]),
      totals: [
        format.text(ALL),
        ...FOLLOW_UPS.map((followUp) => format.count(statistics.recommendations[followUp])),
        format.count(issued),
      ],
    },
  ];
};

/** The arrears paid and the overpayments found, counted separately (domain M6.5). */
export const amountsSection: Section = ({ arrears, overpayments }, format) => {
  const row = (label: Localized, amount: ShownReport['arrears']): string[] => [
    format.text(label),
    format.count(amount.cases),
    format.euros(amount.cents),
  ];
  return [
    heading(format, { fr: 'Les effets financiers', en: 'Financial effect' }),
    ...paragraphs(
      arrears.cases === null
        ? undefined
        : format.text(
            {
              fr: 'Avec un rappel versé : {counted}, pour {amount} au total. Rappels et indus ne se compensent pas.',
              en: 'With arrears paid: {counted}, {amount} in all. Arrears and overpayments are not set off against each other.',
            },
            {
              counted: format.counted(arrears.cases, MEDIATIONS),
              amount: format.euros(arrears.cents),
            },
          ),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'Montants constatés à la clôture',
        en: 'Amounts found when the mediations were closed',
      }),
      columns: [
        words(format, { fr: 'Nature', en: 'Kind' }, 3),
        numbers(format, MEDIATIONS_COLUMN),
        numbers(format, { fr: 'Montant', en: 'Amount' }),
      ],
      rows: [
        row({ fr: 'Rappels versés aux personnes', en: 'Arrears paid to people' }, arrears),
        row({ fr: 'Indus constatés', en: 'Overpayments found' }, overpayments),
      ],
    },
  ];
};

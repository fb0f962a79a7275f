import type { Block, PrintableDocument } from '@passerelle/documents';
import { type Language, type LocalDate, type Localized, yearOf } from '@passerelle/kernel';

import type { ShownReport } from './report-figures.js';
import { admissibilitySection, solicitationsSection } from './report-admissibility.js';
import { heading, numbers, paragraphs, words } from './report-blocks.js';
import { comparisonSection } from './report-comparison.js';
import { delaysSection } from './report-delays.js';
import { ReportFormatter } from './report-formatter.js';
import { amountsSection, recommendationsSection, resultsSection } from './report-results.js';

export interface ReportOptions {
  readonly language: Language;
  /** The service that issues the report. */
  readonly issuer: string;
  readonly computedOn: LocalDate;
  /** Whether the cases are made up, as in a demo: the report says so on its first page. */
  readonly synthetic: boolean;
}

/**
 * The annual report of the mediator to the director (L217-7-1 III CSS; domain M11), as a document to print. The
 * report itself states which figures are hidden, why, and from which cases the figures come.
 */
export function annualReport(
  report: ShownReport,
  before: ShownReport,
  { language, issuer, computedOn, synthetic }: ReportOptions,
): PrintableDocument {
  const format = new ReportFormatter(language, report.threshold);
  const { year } = report.statistics;
  const origin = format.text(
    {
      fr: 'Chiffres calculés le {day} à partir des saisines reçues en {year}.',
      en: 'Computed on {day} from the cases received in {year}.',
    },
    { day: format.day(computedOn), year },
  );
  return {
    language,
    title: format.text(
      {
        fr: 'Médiation administrative : rapport annuel {year}',
        en: 'Administrative mediation: annual report {year}',
      },
      { year },
    ),
    subtitle: format.text(
      {
        fr: 'Saisines reçues du 1er janvier au 31 décembre {year}',
        en: 'Cases received from 1 January to 31 December {year}',
      },
      { year },
    ),
    issuer,
    issuedOn: computedOn,
    blocks: [
      ...(synthetic ? [syntheticNote(format)] : []),
      ...essentials(report, format, computedOn),
      ...sections(report, before, format),
      ...nationalReference(report, format),
      ...method(report, format),
    ],
    footnote: synthetic ? `${origin} ${format.text(SYNTHETIC)}` : origin,
  };
}

const SYNTHETIC: Localized = {
  fr: 'Démonstration : la répartition de ces chiffres est faite de cas fictifs.',
  en: 'Demonstration: the breakdown of these figures is made of synthetic cases.',
};

function syntheticNote(format: ReportFormatter): Block {
  const nobody = {
    fr: 'Elle ne décrit aucune personne réelle et ne se cite pas.',
    en: 'It describes no real person and is not to be quoted.',
  };
  return { kind: 'note', text: `${format.text(SYNTHETIC)} ${format.text(nobody)}` };
}

function sections(report: ShownReport, before: ShownReport, format: ReportFormatter): Block[] {
  const { solicitations, opened } = report.statistics;
  if (solicitations === null || solicitations === 0) {
    const none = {
      fr: 'Aucune saisine n’a été reçue cette année-là.',
      en: 'No case was received in that year.',
    };
    const hidden = {
      fr: 'Les saisines de l’année sont trop peu nombreuses pour que leurs chiffres soient publiés.',
      en: 'The cases of the year are too few for their figures to be published.',
    };
    return paragraphs(format.text(solicitations === null ? hidden : none));
  }
  const received = [
    ...solicitationsSection(report, format),
    ...admissibilitySection(report, format),
  ];
  if (opened === null || opened === 0) {
    const none = { fr: 'Aucune médiation n’a été ouverte.', en: 'No mediation was opened.' };
    const hidden = {
      fr: 'Le nombre des médiations ouvertes est masqué : leurs délais et leurs résultats ne sont pas publiés.',
      en: 'The number of mediations opened is hidden: their delays and results are not published.',
    };
    return [
      ...received,
      ...paragraphs(format.text(opened === null ? hidden : none)),
      ...comparisonSection(report, before, format),
    ];
  }
  return [
    ...received,
    ...delaysSection(report, format),
    ...resultsSection(report, format),
    ...recommendationsSection(report, format),
    ...amountsSection(report, format),
    ...comparisonSection(report, before, format),
  ];
}

function essentials(report: ShownReport, format: ReportFormatter, computedOn: LocalDate): Block[] {
  const { statistics } = report;
  const { solicitations, opened, meanDaysToDecision, national, recommendations, year } = statistics;
  const blocks: Block[] = [
    {
      kind: 'paragraph',
      text: format.text({
        fr: 'Le médiateur de la Caf réexamine la situation des personnes qui restent en désaccord avec la Caf après une première démarche. Il est impartial, tenu à la confidentialité, et recommande sans décider (article L217-7-1 du code de la sécurité sociale).',
        en: 'The mediator of the Caf looks again at the situation of people who still disagree with the Caf after a first claim. The mediator is impartial, bound to confidentiality, and recommends without deciding (article L217-7-1 of the French social security code).',
      }),
    },
    {
      kind: 'figures',
      items: [
        {
          label: format.text({ fr: 'saisines reçues', en: 'cases received' }),
          value: keyFigure(solicitations, format),
        },
        {
          label: format.text({ fr: 'médiations ouvertes', en: 'mediations opened' }),
          value: keyFigure(opened, format),
          note:
            national.opened === null
              ? undefined
              : format.text(
                  { fr: 'moyenne nationale : {opened}', en: 'national mean: {opened}' },
                  { opened: format.count(national.opened) },
                ),
        },
        {
          label: format.text({
            fr: 'délai moyen de prise en charge',
            en: 'mean delay to the decision',
          }),
          value: format.days(meanDaysToDecision, opened === null),
          note:
            national.meanDaysToDecision === null
              ? undefined
              : format.text(
                  { fr: 'moyenne nationale : {days}', en: 'national mean: {days}' },
                  { days: format.days(national.meanDaysToDecision, false) },
                ),
        },
        {
          label: format.text({ fr: 'recommandations émises', en: 'recommendations issued' }),
          value: keyFigure(recommendations.issued, format),
          note:
            recommendations.followed === null
              ? undefined
              : format.text(
                  { fr: 'suivies : {followed}', en: 'followed: {followed}' },
                  { followed: format.count(recommendations.followed) },
                ),
        },
      ],
    },
  ];
  if (year === yearOf(computedOn)) {
    blocks.push({
      kind: 'note',
      text: format.text(
        {
          fr: 'L’année {year} n’est pas terminée : ces chiffres sont provisoires et se comparent mal à ceux d’une année entière.',
          en: 'The year {year} is not over: these figures are provisional, and compare badly with those of a whole year.',
        },
        { year },
      ),
    });
  }
  if (report.threshold !== null) {
    blocks.push({
      kind: 'note',
      text: format.text(
        {
          fr: 'Pour que personne ne soit reconnu, aucun effectif inférieur à {threshold} n’est donné. On lit à sa place « {hidden} », de même qu’à la place des effectifs plus grands qui permettraient de le retrouver par différence.',
          en: 'So that nobody can be recognised, no count under {threshold} is given. It reads “{hidden}”, and so do larger counts from which it could be worked out.',
        },
        { threshold: report.threshold, hidden: format.count(null) },
      ),
    });
  } else {
    blocks.push({
      kind: 'note',
      text: format.text({
        fr: 'Version complète, petits effectifs compris : elle est réservée à l’équipe de médiation et ne se diffuse pas.',
        en: 'Complete version, small counts included: it is for the mediation team alone, not to be passed on.',
      }),
    });
  }
  return blocks;
}

function keyFigure(count: number | null, format: ReportFormatter): string {
  return count === null ? format.hidden() : format.count(count);
}

function nationalReference(
  { statistics, nationalSource }: ShownReport,
  format: ReportFormatter,
): Block[] {
  const { national, year, meanDaysToDecision } = statistics;
  const title = heading(format, { fr: 'Le repère national', en: 'The national reference' });
  if (national.opened === null || national.meanDaysToDecision === null) {
    const none = {
      fr: 'Aucun chiffre national n’est enregistré pour {year}.',
      en: 'No national figures are recorded for {year}.',
    };
    return [title, ...paragraphs(format.text(none, { year }))];
  }
  return [
    title,
    ...paragraphs(
      format.text(
        {
          fr: 'En {year}, une Caf a ouvert en moyenne {opened} médiations et notifié la recevabilité en {days}.',
          en: 'In {year} a Caf opened {opened} mediations on average and notified the admissibility in {days}.',
        },
        {
          year,
          opened: format.count(national.opened),
          days: format.days(national.meanDaysToDecision, false),
        },
      ),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'Cette Caf et la moyenne des Caf',
        en: 'This Caf and the mean of all Caf',
      }),
      columns: [
        words(format, { fr: 'Indicateur', en: 'Indicator' }, 3),
        numbers(format, { fr: 'Cette Caf', en: 'This Caf' }),
        numbers(format, { fr: 'Moyenne nationale', en: 'National mean' }),
      ],
      rows: [
        [
          format.text({ fr: 'Médiations ouvertes', en: 'Mediations opened' }),
          format.count(statistics.opened),
          format.count(national.opened),
        ],
        [
          format.text({ fr: 'Délai moyen de prise en charge', en: 'Mean delay to the decision' }),
          format.days(meanDaysToDecision, statistics.opened === null),
          format.days(national.meanDaysToDecision, false),
        ],
      ],
      note: format.text(
        { fr: 'Source : {source}', en: 'Source: “{source}”' },
        { source: nationalSource ?? '' },
      ),
    },
  ];
}

function method({ threshold, statistics }: ShownReport, format: ReportFormatter): Block[] {
  const rules = [
    format.text(
      {
        fr: 'Sont comptées les saisines reçues en {year}, quelle que soit la date de leur décision ou de leur clôture. Un doublon joint à une autre saisine compte comme saisine.',
        en: 'Counted are the cases received in {year}, whenever they were decided or closed. A duplicate joined to another case counts as a case.',
      },
      { year: statistics.year },
    ),
    format.text({
      fr: 'Une médiation est ouverte quand la recevabilité est notifiée. Le délai de prise en charge va de la réception à cette notification.',
      en: 'A mediation is opened when the admissibility is notified. The delay runs from receipt to that notification.',
    }),
    format.text({
      fr: 'Motifs, prestations, issues et montants sont ceux des médiations ouvertes ; celles qui sont en cours n’ont pas encore d’issue.',
      en: 'Reasons, benefits, resolutions and amounts are those of the mediations opened; those still open have no resolution yet.',
    }),
  ];
  if (threshold !== null) {
    rules.push(
      format.text(
        {
          fr: 'Sont masqués les effectifs inférieurs à {threshold}, zéros compris, et ceux qui les révéleraient par différence, dans ce rapport ou dans les statistiques en ligne. Les moyennes et les montants qui portent sur moins de {threshold} médiations le sont aussi. Les chiffres nationaux sont publics et toujours donnés.',
          en: 'Hidden are counts under {threshold}, zeros included, and those that would give them away in this report or in the statistics online. So are means and amounts over fewer than {threshold} mediations. National figures are public and always given.',
        },
        { threshold },
      ),
    );
  }
  return [heading(format, { fr: 'Méthode', en: 'Method' }), { kind: 'list', items: rules }];
}

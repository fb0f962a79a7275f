import type { Localized } from '@passerelle/kernel';

import { heading, numbers, paragraphs, type Section, words } from './report-blocks.js';

/** The delay to the decision: mean, median and 9th decile (domain M11.2). */
export const delaysSection: Section = ({ statistics }, format) => {
  const { meanDaysToDecision, medianDaysToDecision, p90DaysToDecision, national } = statistics;
  const isHidden = statistics.opened === null;
  const row = (label: Localized, days: number | null, reference: number | null): string[] => [
    format.text(label),
    format.days(days, isHidden),
    format.days(reference, false),
  ];
  return [
    heading(format, { fr: 'Le délai de prise en charge', en: 'The delay to the decision' }),
    ...paragraphs(
      medianDaysToDecision === null
        ? undefined
        : format.text(
            {
              fr: 'La moitié des personnes ont su en {median} au plus que leur saisine était recevable, neuf sur dix en {p90} au plus (jours calendaires, médiations ouvertes seulement).',
              en: 'Half of the people knew within {median} that their case was admissible, nine in ten within {p90} (calendar days, opened mediations only).',
            },
            {
              median: format.days(medianDaysToDecision, false),
              p90: format.days(p90DaysToDecision, false),
            },
          ),
    ),
    {
      kind: 'table',
      caption: format.text({
        fr: 'De la réception à la recevabilité notifiée',
        en: 'From receipt to the notified admissibility',
      }),
      columns: [
        words(format, { fr: 'Mesure', en: 'Measure' }, 3),
        numbers(format, { fr: 'Cette Caf', en: 'This Caf' }),
        numbers(format, { fr: 'Moyenne nationale', en: 'National mean' }),
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

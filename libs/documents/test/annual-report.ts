import { localDate } from '@passerelle/kernel';
import type { PrintableDocument } from '../src/printable-document.js';

/** A report of three pages with every kind of block. */
export const ANNUAL_REPORT: PrintableDocument = {
  language: 'fr',
  title: 'Rapport annuel de la médiation administrative',
  subtitle: 'Exercice 2023 — bilan et recommandations',
  issuer: 'Caf de Loire-Atlantique — médiation administrative',
  issuedOn: localDate('2024-03-01'),
  blocks: [
    { kind: 'heading', level: 2, text: 'L’essentiel' },
    {
      kind: 'paragraph',
      text: 'En 2023, 1\u202f284 demandes ont été adressées au médiateur, soit 6,2\u00a0% de plus qu’en 2022. Le cœur de l’activité reste le recouvrement d’indus\u00a0: près d’une demande sur trois conteste un trop-perçu ou son mode de calcul.',
    },
    {
      kind: 'figures',
      items: [
        { label: 'demandes reçues', value: '1\u202f284', note: '+ 6,2\u00a0% en un an' },
        { label: 'recevables', value: '71\u00a0%' },
        { label: 'délai médian', value: '34\u00a0jours', note: 'objectif\u00a0: 45\u00a0jours' },
        { label: 'rétablis en droits', value: '412\u202f906\u00a0€' },
      ],
    },
    {
      kind: 'note',
      text: 'Les montants sont ceux notifiés au 31 décembre\u00a0; les recours en cours n’y figurent pas.',
    },
    { kind: 'heading', level: 2, text: 'Motifs des demandes' },
    {
      kind: 'bars',
      caption: 'Demandes recevables par motif',
      unit: 'en nombre',
      items: [
        { label: 'Indu contesté', value: 298, shown: '298' },
        { label: 'Délai de traitement', value: 214, shown: '214' },
        { label: 'Droit non ouvert', value: 176, shown: '176' },
        {
          label: 'Remise de dette refusée ou accordée en partie seulement',
          value: 121,
          shown: '121',
        },
        { label: 'Accueil', value: 62, shown: '62' },
        { label: 'Autres', value: 41, shown: '41' },
      ],
    },
    { kind: 'heading', level: 3, text: 'Recommandations' },
    {
      kind: 'list',
      items: [
        'Joindre à chaque notification d’indu le détail du calcul, mois par mois.',
        'Accuser réception des pièces sous deux jours ouvrés.',
        'Proposer un échéancier dès le premier courrier, avant toute retenue sur les prestations à venir, et rappeler la voie de la remise de dette.',
      ],
    },
    { kind: 'pageBreak' },
    { kind: 'heading', level: 2, text: 'Détail par commune' },
    {
      kind: 'table',
      caption: 'Demandes et sommes rétablies, par commune de résidence',
      columns: [
        { label: 'Commune' },
        { label: 'Demandes', align: 'right' },
        { label: 'Recevables', align: 'right' },
        { label: 'Délai médian (jours)', align: 'right' },
        { label: 'Sommes rétablies', align: 'right' },
      ],
      rows: Array.from({ length: 45 }, (_, index) => [
        `Commune n° ${index + 1}`,
        `${(index * 37) % 90}`,
        `${(index * 23) % 60}`,
        `${20 + ((index * 7) % 30)}`,
        `${(index * 7) % 10}\u202f${String(100 + ((index * 613) % 900))},50\u00a0€`,
      ]),
      totals: ['Ensemble', '1\u202f284', '912', '34', '412\u202f906,50\u00a0€'],
      note: 'Communes de moins de 5 demandes regroupées (secret statistique).',
    },
  ],
  footnote: 'Source\u00a0: Passerelle, données arrêtées au 31 décembre 2023.',
};

import type { Benefit, Ground, Origin, Reason } from './mediation-figures.js';

const BENEFIT_NAMES: Readonly<Record<Benefit, string>> = {
  housing: 'Aide au logement',
  rsa: 'RSA',
  disability: 'Allocation aux adultes handicapés',
  family: 'Allocations familiales',
  prime_activite: 'Prime d’activité',
  childcare: 'Complément de mode de garde',
  other: 'Autre prestation',
};

const REASON_SENTENCES: Readonly<Record<Reason, readonly string[]>> = {
  unpaid_benefit: [
    'le paiement est interrompu depuis plusieurs mois et la réclamation est restée sans effet.',
    'le droit n’a pas été rouvert après la remise des pièces demandées.',
    'un mois n’a pas été versé après un changement de situation déclaré.',
  ],
  misunderstanding: [
    'la décision reçue n’indique pas le calcul et la personne ne la comprend pas.',
    'deux courriers de la caisse se contredisent sur la période retenue.',
    'le montant a baissé sans que la personne en connaisse la raison.',
  ],
  overpayment: [
    'un trop-perçu est réclamé et la personne en conteste le calcul.',
    'une retenue est faite sur les paiements alors que la dette est contestée.',
    'un trop-perçu ancien est réclamé après une déclaration faite dans les délais.',
  ],
  delay: ['la demande attend une réponse bien au-delà du délai annoncé.'],
  other: ['la personne est en désaccord avec la prise en compte de sa situation.'],
};

const GROUND_SENTENCES: Readonly<Record<Ground, string>> = {
  no_prior_claim: 'la personne conteste une décision sans avoir écrit aux services.',
  claim_processing: 'la personne demande où en est le traitement de son dossier.',
  administrative_explanation: 'la personne demande une explication sur un courrier reçu.',
  acceleration_normal_delay: 'la personne demande que son dossier soit traité plus vite.',
  debt_remission: 'la personne demande une remise de dette sans contester la dette.',
  unclear_subject: 'la personne fait part de son mécontentement sans préciser la décision visée.',
  not_caf: 'la demande porte sur un droit servi par un autre organisme.',
  court_seized: 'la personne conteste une décision et a saisi le tribunal.',
  private_dispute: 'les parents sont en désaccord sur la résidence d’un enfant.',
  qualified_fraud: 'la personne conteste la qualification de fraude de son dossier.',
  data_rights: 'la personne demande l’accès aux données qui la concernent.',
  political_mail: 'le courrier porte sur la politique d’accueil de la caisse.',
  partner_funding: 'la demande porte sur le financement d’une structure partenaire.',
};

export function openedDescription(benefit: Benefit, reason: Reason, variant: number): string {
  const sentences = REASON_SENTENCES[reason];
  return `${BENEFIT_NAMES[benefit]} : ${sentences[variant % sentences.length] ?? ''}`;
}

export function notOpenedDescription(benefit: Benefit, ground: Ground): string {
  return `${BENEFIT_NAMES[benefit]} : ${GROUND_SENTENCES[ground]}`;
}

/** Who stands behind an origin; functions only, no names. */
export const ORIGIN_DETAILS: Readonly<Partial<Record<Origin, readonly string[]>>> = {
  defender_of_rights: ['Délégation départementale du Défenseur des droits'],
  social_worker: [
    'Travailleur social de la Caf',
    'Travailleur social du conseil départemental',
    'Service social interentreprises',
  ],
  legal_representative: ['Tutelle', 'Curatelle renforcée', 'Habilitation familiale'],
  elected_official: ['Mairie', 'Permanence parlementaire', 'Conseil départemental'],
  state: ['Préfecture', 'Ministère'],
  national_mediator: ['Médiateur national'],
};

/** Other bodies, by the benefit that people confuse with theirs. */
export const OTHER_BODIES = ['Cpam', 'Carsat', 'France Travail', 'MDPH', 'MSA'] as const;

/** The service whose questions the demo account `caf_agent` sees. */
export const BENEFITS_SERVICE = 'service-prestations';

export const QUESTIONS = {
  service: {
    question: 'Sur quelles pièces et quelle période la décision contestée se fonde-t-elle ?',
    answer: 'Les pièces et le détail du calcul ont été versés au dossier de médiation.',
  },
  beneficiary: {
    question:
      'Pouvez-vous transmettre le justificatif de votre situation pour la période contestée ?',
    answer: 'Le justificatif a été déposé en ligne.',
  },
  partner: {
    question: 'Quelle période d’indemnisation avez-vous transmise à la caisse ?',
    answer: 'La période transmise a été confirmée.',
  },
} as const;

export const PARTNERS = ['Cpam', 'France Travail', 'Carsat'] as const;

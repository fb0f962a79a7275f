import type { Localized } from '@passerelle/kernel';

import type { Decision, Ground } from '../cases/referral.js';
import type { ReceivingService } from './receiving-services.js';

export interface GroundRule {
  /** The decisions that the ground allows, the usual one first. */
  readonly decisions: readonly [Decision, ...Decision[]];
  /** The service that receives a redirection when the mediator names none. */
  readonly service: ReceivingService | null;
  /** The sentence for the person. */
  readonly sentence: Localized;
  readonly source: string;
}

/**
 * The decision table of the grounds (domain M2). The decisions of `abnormal_delay` also depend on the Caf: see
 * `groundRule` in admissibility.ts.
 */
export const GROUND_RULES: Readonly<Record<Ground, GroundRule>> = {
  no_prior_claim: {
    decisions: ['inadmissible'],
    service: null,
    sentence: {
      fr: 'Vous devez d’abord adresser une réclamation aux services de la Caf et, si le délai normal n’est pas écoulé, attendre leur réponse. Vous pourrez ensuite saisir de nouveau le médiateur.',
      en: 'You must first make a claim to the services of the Caf and, while the normal delay runs, wait for their answer. You may then turn to the mediator again.',
    },
    source: 'L217-7-1 II CSS; caf.fr',
  },
  court_seized: {
    decisions: ['inadmissible'],
    service: null,
    sentence: {
      fr: 'Un tribunal est saisi de votre litige : la médiation n’est plus possible.',
      en: 'A court action has been brought in your dispute: mediation is no longer possible.',
    },
    source: 'L217-7-1 II CSS',
  },
  unclear_subject: {
    decisions: ['more_information', 'inadmissible'],
    service: null,
    sentence: {
      fr: 'L’objet de votre demande n’est pas assez précis pour être examiné.',
      en: 'The subject of your request is not clear enough to be examined.',
    },
    source: 'caf.fr',
  },
  not_caf: {
    decisions: ['redirected'],
    // The service depends on the body concerned, so the mediator has to name it.
    service: null,
    sentence: {
      fr: 'Votre demande ne concerne pas la Caf.',
      en: 'Your request does not concern the Caf.',
    },
    source: 'caf.fr',
  },
  private_dispute: {
    // A request out of scope always goes to another service, so the redirection comes first (domain M2.5).
    decisions: ['redirected', 'inadmissible'],
    service: 'family_mediation',
    sentence: {
      fr: 'Le médiateur de la Caf n’intervient pas dans un litige entre particuliers ou entre parents.',
      en: 'The mediator of the Caf does not deal with disputes between individuals or parents.',
    },
    source: 'webinar; Caf49 2017; aladom',
  },
  claim_processing: {
    decisions: ['redirected'],
    service: 'benefits_service',
    sentence: {
      fr: 'Votre demande porte sur le traitement de votre dossier.',
      en: 'Your request is about the processing of your file.',
    },
    source: 'webinar',
  },
  administrative_explanation: {
    decisions: ['redirected'],
    service: 'customer_relations',
    sentence: {
      fr: 'Vous demandez une explication que les services de la Caf peuvent vous donner.',
      en: 'You ask for an explanation, which the services of the Caf can give you.',
    },
    source: 'webinar',
  },
  acceleration_normal_delay: {
    decisions: ['redirected'],
    // No source names the service. The benefits service processes the files: an inference (domain M2.8).
    service: 'benefits_service',
    sentence: {
      fr: 'Votre dossier est encore dans le délai normal de traitement.',
      en: 'Your file is still within the normal processing delay.',
    },
    source: 'webinar; the delay indicators say what is normal',
  },
  political_mail: {
    decisions: ['redirected'],
    service: 'management_office',
    sentence: {
      fr: 'Votre courrier relève de la direction de la Caf.',
      en: 'Your letter is a matter for the management of the Caf.',
    },
    source: 'webinar',
  },
  qualified_fraud: {
    decisions: ['inadmissible'],
    service: null,
    sentence: {
      fr: 'Le dossier a été qualifié de frauduleux : le médiateur ne se substitue pas à la commission compétente.',
      en: 'Fraud has been established in this file: the mediator does not take the place of the commission in charge.',
    },
    source: 'Caf42; Caf49 2017; Caf Haute-Garonne',
  },
  partner_funding: {
    decisions: ['inadmissible'],
    service: null,
    sentence: {
      fr: 'Le financement collectif des partenaires ne relève pas de la médiation.',
      en: 'The collective funding of partners is not a matter for mediation.',
    },
    source: 'Caf42',
  },
  data_rights: {
    decisions: ['redirected'],
    service: 'data_protection_officer',
    sentence: {
      fr: 'Votre demande porte sur vos données personnelles.',
      en: 'Your request is about your personal data.',
    },
    source: 'Caf Haute-Garonne',
  },
  debt_remission: {
    decisions: ['redirected'],
    service: 'commission_de_recours_amiable',
    sentence: {
      fr: 'Vous demandez une remise de dette sans contester la dette.',
      en: 'You ask for a debt to be remitted without contesting the debt.',
    },
    // The commission decides on remission, which is a favour and not a dispute of right (domain M2.13, an inference).
    source: 'HAL halshs-02775321',
  },
  abnormal_delay: {
    decisions: ['admissible', 'redirected'],
    service: null,
    sentence: {
      fr: 'Votre dossier attend depuis un délai anormalement long.',
      en: 'Your file has been waiting for an abnormally long time.',
    },
    source: 'Caf42 2022',
  },
};

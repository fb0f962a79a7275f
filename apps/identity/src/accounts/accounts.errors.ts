import { defineErrors } from '@passerelle/kernel';

export const accountErrors = defineErrors('identity', {
  accountExists: {
    kind: 'conflict',
    title: { fr: 'Ce compte existe déjà', en: 'This account already exists' },
    detail: {
      fr: 'Un autre compte porte déjà cet identifiant ou ce numéro de sécurité sociale.',
      en: 'Another account already has this username or this social security number.',
    },
  },
  usernameResemblesNir: {
    kind: 'rule',
    title: { fr: 'Identifiant refusé', en: 'Username refused' },
    detail: {
      fr: 'Un numéro de sécurité sociale ne peut pas servir d’identifiant, car l’identifiant est conservé en clair.',
      en: 'A social security number cannot be a username, because usernames are stored in clear.',
    },
  },
  agentsElsewhere: {
    kind: 'rule',
    title: { fr: 'Rôle attribué ailleurs', en: 'Role given elsewhere' },
    detail: {
      fr: 'Les agents d’un partenaire s’ajoutent dans son organisme, et leurs droits suivent sa convention. Un traitement par lots est un client.',
      en: 'The agents of a partner are added in its organisation, and their rights follow from its agreement. A batch job is a client.',
    },
  },
  accountClosed: {
    kind: 'conflict',
    title: { fr: 'Compte fermé', en: 'Account closed' },
  },
  accountOpen: {
    kind: 'conflict',
    title: { fr: 'Compte ouvert', en: 'Account open' },
  },
  notOwnAccount: {
    kind: 'forbidden',
    title: { fr: 'Action impossible sur son propre compte', en: 'Not allowed on your own account' },
    detail: {
      fr: 'Demandez à un autre administrateur de modifier votre compte.',
      en: 'Ask another administrator to change your account.',
    },
  },
  unreachable: {
    kind: 'rule',
    title: { fr: 'Personne injoignable', en: 'The person cannot be reached' },
    detail: {
      fr: 'Le compte n’a ni adresse électronique, ni téléphone, ni adresse postale.',
      en: 'The account has no e-mail address, telephone or postal address.',
    },
  },
  nirRefused: {
    kind: 'rule',
    title: { fr: 'Numéro de sécurité sociale refusé', en: 'Social security number refused' },
  },
});

export const NIR_REASONS = {
  form: {
    fr: 'un numéro de 13 caractères (15 avec la clé), tel qu’il figure sur la carte Vitale',
    en: 'a number of 13 characters (15 with its key), as on the health insurance card',
  },
  key: {
    fr: 'un numéro dont la clé est juste : un chiffre est inexact',
    en: 'a number with the right key: one digit is wrong',
  },
  provisional: {
    fr: 'un numéro définitif : les numéros d’attente ne permettent pas de se connecter',
    en: 'a final number: a provisional number cannot be used to sign in',
  },
} as const;

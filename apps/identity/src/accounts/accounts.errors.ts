import { defineErrors } from '@passerelle/kernel';

export const accountErrors = defineErrors('identity', {
  accountExists: {
    kind: 'conflict',
    title: { fr: 'Ce compte existe déjà', en: 'This account exists already' },
    detail: {
      fr: 'L’identifiant ou le numéro de sécurité sociale est déjà celui d’un compte.',
      en: 'The username or the social security number is that of an account already.',
    },
  },
  usernameResemblesNir: {
    kind: 'rule',
    title: { fr: 'Identifiant refusé', en: 'Username refused' },
    detail: {
      fr: 'Un numéro de sécurité sociale ne sert pas d’identifiant : il serait conservé en clair.',
      en: 'A social security number is no username: it would be kept in clear.',
    },
  },
  agentsElsewhere: {
    kind: 'rule',
    title: { fr: 'Rôle attribué ailleurs', en: 'Role given elsewhere' },
    detail: {
      fr: 'Les agents d’un partenaire se créent dans son organisme, les traitements par lots sont des clients.',
      en: 'A partner’s agents are added in its organisation, batch jobs are clients.',
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
    title: { fr: 'Pas son propre compte', en: 'Not one’s own account' },
    detail: {
      fr: 'Un autre administrateur doit le faire.',
      en: 'Another administrator has to do this.',
    },
  },
  unreachable: {
    kind: 'rule',
    title: { fr: 'Personne injoignable', en: 'Nobody can be reached' },
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
    fr: 'un numéro dont la clé correspond : un chiffre est inexact',
    en: 'a number whose key fits: a digit is wrong',
  },
  provisional: {
    fr: 'un numéro définitif : les numéros d’attente ne permettent pas de se connecter',
    en: 'a final number: provisional numbers do not sign in',
  },
} as const;

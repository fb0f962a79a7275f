import { defineErrors } from '@passerelle/kernel';

export const landlordErrors = defineErrors('rent-campaigns', {
  landlordWithoutSiret: {
    kind: 'forbidden',
    title: { fr: 'Compte sans établissement', en: 'Account without establishment' },
    detail: {
      fr: 'Ce compte n’est rattaché à aucun SIRET de bailleur.',
      en: 'This account is attached to no SIRET of a landlord.',
    },
  },
  contactWithoutAddress: {
    kind: 'rule',
    title: { fr: 'Aucune adresse', en: 'No address' },
    detail: {
      fr: 'Indiquez une adresse électronique ou une adresse postale.',
      en: 'Give an e-mail or a postal address.',
    },
  },
  contactUnreadable: {
    kind: 'conflict',
    title: { fr: 'Coordonnées illisibles', en: 'Unreadable contact' },
    detail: {
      fr: 'Les coordonnées sont scellées avec une clé absente des paramètres : enregistrez-les à nouveau.',
      en: 'The contact is sealed with a key that the settings do not have: record the contact again.',
    },
  },
});

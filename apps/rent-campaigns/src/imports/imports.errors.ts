import { defineErrors } from '@passerelle/kernel';

export const rentImportErrors = defineErrors('rent-campaigns', {
  channelNotYours: {
    kind: 'forbidden',
    title: { fr: 'Canal réservé', en: 'Channel not allowed' },
    detail: {
      fr: 'Un bailleur envoie ses fichiers par le canal « online ».',
      en: 'A landlord sends files by the channel "online".',
    },
  },
});

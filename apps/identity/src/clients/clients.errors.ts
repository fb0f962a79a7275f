import { defineErrors } from '@passerelle/kernel';

export const clientErrors = defineErrors('identity', {
  clientExists: {
    kind: 'conflict',
    title: { fr: 'Ce client existe déjà', en: 'This client already exists' },
  },
  clientClosed: {
    kind: 'conflict',
    title: { fr: 'Client fermé', en: 'Client closed' },
  },
});

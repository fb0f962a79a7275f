import { defineErrors } from '@passerelle/kernel';

export const suspensionErrors = defineErrors('rent-campaigns', {
  suspensionNotDue: {
    kind: 'conflict',
    title: { fr: 'Aucune suspension à cette date', en: 'No suspension is due yet' },
    detail: {
      fr: 'Les aides non déclarées sont suspendues à partir du {suspensionOn}.',
      en: 'The aid of undeclared tenants is suspended from {suspensionOn}.',
    },
  },
});

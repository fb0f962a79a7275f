import { defineErrors } from '@passerelle/kernel';

export const suspensionErrors = defineErrors('rent-campaigns', {
  suspensionNotDue: {
    kind: 'conflict',
    title: { fr: 'Suspension pas encore applicable', en: 'No suspension is due yet' },
    detail: {
      fr: 'L’aide des locataires non déclarés est suspendue à partir du {suspensionOn}.',
      en: 'The aid of undeclared tenants is suspended from {suspensionOn}.',
    },
  },
});

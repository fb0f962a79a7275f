import { defineErrors } from '@passerelle/kernel';

export const suspensionErrors = defineErrors('rent-campaigns', {
  suspensionNotDue: {
    kind: 'conflict',
    title: { fr: 'Suspension pas encore applicable', en: 'No suspension is due yet' },
    detail: {
      fr: 'L’aide des locataires dont le loyer n’a pas été déclaré est suspendue à partir du {suspensionOn}.',
      en: 'The aid of tenants whose rent has not been declared is suspended from {suspensionOn}.',
    },
  },
});

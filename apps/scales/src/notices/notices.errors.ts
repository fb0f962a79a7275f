import { defineErrors } from '@passerelle/kernel';

export const noticeErrors = defineErrors('scales', {
  alreadySubscribed: {
    kind: 'conflict',
    title: { fr: 'Barème déjà suivi', en: 'Scale already followed' },
    detail: { fr: 'Vous suivez déjà « {scale} ».', en: 'You follow "{scale}" already.' },
  },
});

import { defineErrors } from '@passerelle/kernel';

export const remindersErrors = defineErrors('rent-campaigns', {
  noReminderDue: {
    kind: 'conflict',
    title: { fr: 'Aucun rappel à envoyer', en: 'No reminder is due' },
    detail: {
      fr: 'Aucun rappel n’est prévu le {today}.',
      en: 'No reminder is planned for {today}.',
    },
  },
});

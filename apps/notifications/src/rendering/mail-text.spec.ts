import { note, paragraph } from '../templates/template.js';
import { mailText } from './mail-text.js';

describe('mailText', () => {
  it.each(['fr', 'en'] as const)(
    'in %s begins no sentence with a capital after a colon',
    (language) => {
      const wording = {
        subject: 'x',
        parts: [paragraph('Un compte est ouvert.'), note('Ne donnez ce code à personne.')],
        sms: 'x',
      };
      const text = mailText(wording, { language, sender: 'Caf', recipientName: null });
      expect(text).toContain('\n\nIMPORTANT\n\nNe donnez ce code à personne.\n\n');
      expect(text).not.toMatch(/:\s*\p{Lu}/u);
    },
  );
});

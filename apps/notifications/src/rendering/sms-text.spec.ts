import { smsText } from './sms-text.js';

const written = (sms: string) => smsText({ subject: '', parts: [], sms });

describe('the text of an SMS', () => {
  it.each([
    ['Hôpital Intercommunal de Châteaubriant', 'Hopital Intercommunal de Chateaubriant'],
    [
      'é è ù ì ò à Ç É ä ö ñ ü Ä Ö Ñ Ü ß æ Æ ø Ø å Å',
      'é è ù ì ò à Ç É ä ö ñ ü Ä Ö Ñ Ü ß æ Æ ø Ø å Å',
    ],
    ['ç ê â î ô û ë ï ÿ', 'c e a i o u e i y'],
    ['À Â È Ê Ë Î Ï Ô Ù Û Ÿ', 'A A E E E I I O U U Y'],
    ['Œuvre du Sacré-Cœur, Łódź', 'OEuvre du Sacré-Coeur, Lodz'],
    ['e\u0301 e\u0302', 'é e'],
    ['l’aide « au logement » : n° 5 – suite…', 'l\'aide "au logement" : no 5 - suite...'],
    ['1\u202f234,50\u00a0€', '1 234,50 €'],
    ['Ελλάδα', 'Ελλάδα'],
    ['مرحبا', 'مرحبا'],
    ['', ''],
  ])('%s: %s', (sms, expected) => {
    expect(written(sms)).toBe(expected);
  });
});

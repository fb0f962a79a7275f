import type { Wording } from '../templates/template.js';

/**
 * The text of an SMS. One character outside the telephones' own alphabet (GSM 03.38) more than halves what
 * a message may hold, so typography gives way: straight apostrophes, plain spaces.
 */
export function smsText({ sms }: Wording): string {
  return sms
    .replace(/[\u2018\u2019]/g, "'")
    .replace(/[\u201c\u201d«»]\u00a0?/g, '"')
    .replace(/[\u00a0\u202f]/g, ' ');
}

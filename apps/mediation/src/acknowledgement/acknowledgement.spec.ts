import { type Language, localDate as day } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import { timeLimitFor } from '../time-limits/time-limits.js';
import { type Acknowledgement, acknowledgementOf } from './acknowledgement.js';

const service = {
  name: 'Médiation administrative',
  postalAddress: null,
  email: 'mediation@example.org',
  phone: null,
};
const complete = {
  reference: 'MED-2024-000001',
  receivedOn: day('2024-02-01'),
  priorClaimMadeOn: day('2024-01-20'),
  appealDeadline: day('2024-03-15'),
};
const rsa = timeLimitFor('rsa', complete.receivedOn);

describe('acknowledgementOf', () => {
  const linesOf = (letter: Acknowledgement, language: Language): string[] => [
    letter.receipt[language],
    ...letter.missing.map((sentence) => `missing: ${sentence[language]}`),
    ...letter.silence.map((sentence) => `silence: ${sentence[language]}`),
    ...letter.remedies.map((sentence) => `remedy: ${sentence[language]}`),
  ];

  it('carries the five elements of R112-5 CRPA', () => {
    const letter = acknowledgementOf(complete, service, rsa);
    expect(letter).toMatchObject({ reference: 'MED-2024-000001', receivedOn: '2024-02-01' });
    expect(letter.service).toBe(service);
    expect(linesOf(letter, 'fr')).toMatchInlineSnapshot(`
      [
        "Votre demande de médiation MED-2024-000001 a été reçue le 1er février 2024.",
        "silence: Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.",
        "silence: Si vous avez formé un recours devant l’autorité qui a pris la décision (recours administratif préalable obligatoire), l’absence de réponse pendant 2 mois vaut rejet.",
        "remedy: Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.",
        "remedy: D’après les éléments reçus, votre délai de recours se termine le 15 mars 2024.",
        "remedy: Vous pouvez contester une décision devant l’autorité qui a pris la décision (recours administratif préalable obligatoire), dans un délai de 2 mois à compter de sa notification. La voie et le délai indiqués sur la décision prévalent.",
        "remedy: Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.",
      ]
    `);
    expect(linesOf(letter, 'en')).toMatchInlineSnapshot(`
      [
        "Your request for mediation MED-2024-000001 was received on 1 February 2024.",
        "silence: The mediator takes no decision: silence means neither agreement nor rejection.",
        "silence: If you have appealed to the authority that took the decision (recours administratif préalable obligatoire), 2 months without an answer mean a rejection.",
        "remedy: Beware: your request does not suspend the time limits to appeal yet. They are suspended only from the notification that it is admissible.",
        "remedy: From what we received, your time limit to appeal ends on 15 March 2024.",
        "remedy: You may contest a decision before the authority that took the decision (recours administratif préalable obligatoire), within 2 months of its notification. The remedy and time limit printed on the decision prevail.",
        "remedy: You may lodge this appeal during the mediation. Going to court ends it.",
      ]
    `);
  });

  it('asks for the missing facts, and refers to the decision for an unknown benefit', () => {
    const bare = { ...complete, priorClaimMadeOn: null, appealDeadline: null };
    const letter = acknowledgementOf(bare, service, null);
    expect(linesOf(letter, 'fr')).toMatchInlineSnapshot(`
      [
        "Votre demande de médiation MED-2024-000001 a été reçue le 1er février 2024.",
        "missing: La date et, si possible, la référence de la réclamation que vous avez déjà adressée aux services de la Caf.",
        "missing: Si vous contestez une décision : sa date de notification ou la date limite de recours qu’elle indique.",
        "silence: Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.",
        "remedy: Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.",
        "remedy: La voie et le délai de recours sont indiqués sur la décision contestée.",
        "remedy: Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.",
      ]
    `);
    expect(linesOf(letter, 'en')).toMatchInlineSnapshot(`
      [
        "Your request for mediation MED-2024-000001 was received on 1 February 2024.",
        "missing: The date and, if possible, the reference of the claim you have already made to the services of the Caf.",
        "missing: If you contest a decision: the day it was notified to you, or the last day to appeal that it states.",
        "silence: The mediator takes no decision: silence means neither agreement nor rejection.",
        "remedy: Beware: your request does not suspend the time limits to appeal yet. They are suspended only from the notification that it is admissible.",
        "remedy: The remedy and its time limit are printed on the contested decision.",
        "remedy: You may lodge this appeal during the mediation. Going to court ends it.",
      ]
    `);
  });

  it('names the commission for a benefit whose remedy goes to the commission', () => {
    const family = timeLimitFor('family', complete.receivedOn);
    const letter = acknowledgementOf(complete, service, family);
    expect(linesOf(letter, 'en').at(-2)).toContain('the appeals commission of the Caf');
  });

  it.each([
    ['claim', { priorClaimMadeOn: null }, 1],
    ['deadline', { appealDeadline: null }, 1],
    ['both', { priorClaimMadeOn: null, appealDeadline: null }, 2],
  ])('asks for what is missing: %s', (_name, change, count) => {
    expect(acknowledgementOf({ ...complete, ...change }, service, rsa).missing).toHaveLength(count);
  });

  it('announces no silence of unknown length', () => {
    const unknown = rsa === null ? null : { ...rsa, silenceMonths: null };
    expect(acknowledgementOf(complete, service, unknown).silence).toHaveLength(1);
  });

  it('does not announce a silence that is not verified', () => {
    const housing = timeLimitFor('housing', complete.receivedOn);
    expect(acknowledgementOf(complete, service, housing).silence).toHaveLength(1);
  });

  it('sends the person of a penalty to the court, and never to the commission', () => {
    const penalty = timeLimitFor('penalty', complete.receivedOn);
    const letter = acknowledgementOf(complete, service, penalty);
    expect(letter.silence).toHaveLength(1);
    expect(linesOf(letter, 'fr').at(-2)).toContain('directement devant le pôle social');
    expect(JSON.stringify(letter)).not.toMatch(/commission/i);
  });

  it.each(BENEFITS)('leaves no place open in either language: %s', (benefit) => {
    const limit = timeLimitFor(benefit, complete.receivedOn);
    const letter = acknowledgementOf({ ...complete, appealDeadline: null }, service, limit);
    expect(JSON.stringify(letter)).not.toMatch(/\{\w+\}/);
  });
});

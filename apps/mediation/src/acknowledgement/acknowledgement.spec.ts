import fc from 'fast-check';

import { type Language, localDate as day } from '@passerelle/kernel';

import { documentFaults } from '../../test/report-text.js';
import { letterOf, letterText, SERVICE } from '../../test/acknowledgements.js';
import { BENEFITS, STATUSES } from '../cases/referral.js';
import { timeLimitFor } from '../time-limits/time-limits.js';
import type { Acknowledgement } from './acknowledgement.js';
import { acknowledgementLetter } from './acknowledgement-letter.js';

const linesOf = (letter: Acknowledgement, language: Language): string[] => [
  letter.receipt[language],
  ...letter.state.map((sentence) => `state: ${sentence[language]}`),
  ...letter.missing.map((sentence) => `missing: ${sentence[language]}`),
  ...letter.silence.map((sentence) => `silence: ${sentence[language]}`),
  ...letter.remedies.map((sentence) => `remedy: ${sentence[language]}`),
];

const french = (letter: Acknowledgement): string => linesOf(letter, 'fr').join('\n');

describe('acknowledgementOf', () => {
  it('carries the five elements of R112-5 CRPA', () => {
    const letter = letterOf({ benefit: 'rsa' });
    expect(letter).toMatchObject({ reference: 'MED-2024-000001', receivedOn: '2024-02-01' });
    expect(letter.service).toBe(SERVICE);
    expect(linesOf(letter, 'fr')).toMatchInlineSnapshot(`
      [
        "Votre demande de médiation MED-2024-000001 a été reçue le 1er février 2024.",
        "state: Le médiateur n’a pas encore décidé si votre demande est recevable.",
        "silence: Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.",
        "silence: Si vous avez formé un recours devant le président du conseil départemental (recours administratif préalable obligatoire), l’absence de réponse pendant 2 mois vaut rejet.",
        "remedy: Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.",
        "remedy: D’après les éléments reçus, votre délai de recours se termine le 15 mars 2024.",
        "remedy: Vous pouvez contester une décision devant le président du conseil départemental (recours administratif préalable obligatoire), dans un délai de 2 mois à compter de sa notification.",
        "remedy: Si votre recours est rejeté, vous pouvez ensuite saisir le tribunal administratif.",
        "remedy: Devant le juge administratif, le délai pourrait compter un jour de plus (délai franc) : ce point n’est pas vérifié, et ce jour n’est pas compté.",
        "remedy: La voie et le délai indiqués sur la décision prévalent.",
        "remedy: Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.",
      ]
    `);
    expect(linesOf(letter, 'en')).toMatchInlineSnapshot(`
      [
        "Your request for mediation MED-2024-000001 was received on 1 February 2024.",
        "state: The mediator has not yet decided whether your request is admissible.",
        "silence: The mediator takes no decision: silence means neither agreement nor rejection.",
        "silence: If you have appealed to the president of the conseil départemental (recours administratif préalable obligatoire), 2 months without an answer mean a rejection.",
        "remedy: Beware: your request does not suspend the time limits to appeal yet. They are suspended only from the notification that it is admissible.",
        "remedy: From what we received, your time limit to appeal ends on 15 March 2024.",
        "remedy: You may contest a decision before the president of the conseil départemental (recours administratif préalable obligatoire), within 2 months of its notification.",
        "remedy: If your appeal is rejected, you may then turn to the tribunal administratif.",
        "remedy: Before the administrative judge the limit may have one more day (délai franc): this is not verified, and the day is not counted.",
        "remedy: The remedy and the time limit stated on the decision prevail.",
        "remedy: You may lodge this appeal during the mediation. Going to court ends it.",
      ]
    `);
  });

  it('asks for the missing facts, and refers to the decision for an unknown benefit', () => {
    const letter = letterOf({ benefit: 'other', priorClaimMadeOn: null, appealDeadline: null });
    expect(linesOf(letter, 'fr')).toMatchInlineSnapshot(`
      [
        "Votre demande de médiation MED-2024-000001 a été reçue le 1er février 2024.",
        "state: Le médiateur n’a pas encore décidé si votre demande est recevable.",
        "missing: La date et, si possible, la référence de la réclamation que vous avez déjà adressée aux services de la Caf.",
        "missing: Si vous contestez une décision : sa date de notification ou la date limite de recours qu’elle indique.",
        "silence: Le médiateur ne prend pas de décision : son silence ne vaut ni accord ni rejet.",
        "remedy: Attention : votre demande ne suspend pas encore les délais de recours. Ils ne sont suspendus qu’à partir de la notification de sa recevabilité.",
        "remedy: La voie et le délai de recours sont indiqués sur la décision contestée.",
        "remedy: Vous pouvez former ce recours pendant la médiation. Saisir un tribunal y met fin.",
      ]
    `);
  });

  it.each([
    ['rsa', 'le président du conseil départemental'],
    ['family', 'la commission de recours amiable de la Caf'],
    ['childcare', 'la commission de recours amiable de la Caf'],
    ['disability', 'la commission de recours amiable de la Caf'],
    ['prime_activite', 'la commission de recours amiable de la Caf'],
    ['housing', 'l’autorité que la décision indique'],
  ] as const)('names the authority of the benefit: %s, %s', (benefit, authority) => {
    expect(french(letterOf({ benefit }))).toContain(`contester une décision devant ${authority}`);
  });

  it('sends the person of a penalty to the court, and never to the commission', () => {
    const letter = french(letterOf({ benefit: 'family', reason: 'penalty' }));
    expect(letter).toContain(
      'se conteste directement devant le pôle social du tribunal judiciaire',
    );
    expect(letter).toContain('Saisir un tribunal met fin à la médiation.');
    expect(letter).not.toMatch(/commission|Si vous avez formé un recours|pendant la médiation/);
  });

  it('says of what is not verified that it is not, and gives no unverified silence', () => {
    const row = timeLimitFor('family', day('2024-02-01'));
    if (row === null) throw new Error('no row');
    const said = (limit: typeof row) =>
      french(letterOf({}, { limit })).match(/pas vérifiée?s?/g)?.length ?? 0;
    expect(said(row)).toBe(0);
    for (const trust of ['monthsTrust', 'silenceTrust', 'nextCourtTrust'] as const) {
      expect(said({ ...row, [trust]: 'unverified' })).toBe(1);
    }
    const unverified = letterOf({}, { limit: { ...row, silenceTrust: 'unverified' } });
    expect(french(unverified)).not.toContain('vaut rejet, ');
    expect(unverified.silence).toHaveLength(1);
  });

  it('gives the working day until which the person can act, and says why', () => {
    const letter = french(letterOf({ appealDeadline: day('2024-03-16') }));
    expect(letter).toContain('se termine le 18 mars 2024');
    expect(letter).toContain('Le 16 mars 2024 n’est pas un jour ouvrable');
  });

  it('holds no limit against a person to whom the limits were not stated', () => {
    const letter = french(letterOf({ remediesPrinted: false }));
    expect(letter).toContain('aucun délai de recours ne peut vous être opposé');
    expect(letter).not.toContain('se termine le');
  });

  const OPENED = { status: 'in_review', openedOn: day('2024-02-09') } as const;
  const ENDED = {
    ...OPENED,
    status: 'closed',
    closedOn: day('2024-03-29'),
    communicatedToPersonOn: day('2024-03-29'),
    communicatedToServiceOn: day('2024-03-28'),
  } as const;

  it.each([
    ['received', {}, 'ne suspend pas encore', 'se termine le 15 mars 2024'],
    ['opened', OPENED, 'suspendu depuis le 9 février 2024', 'ce jour-là : 35 jours'],
    ['closed', ENDED, 'a repris le 29 mars 2024', 'se termine le 3 mai 2024'],
    ['closed long ago', { ...ENDED, today: '2024-06-01' }, 's’est terminé le 3 mai 2024', 'opposé'],
    [
      'opened late',
      { ...OPENED, openedOn: day('2024-03-20'), today: '2024-04-02' },
      'terminé le 15 mars 2024',
      'opposé',
    ],
    [
      'inadmissible',
      { status: 'inadmissible', notifiedOn: day('2024-02-09'), ground: 'no_prior_claim' },
      'n’est pas recevable : cette décision vous a été notifiée le 9 février 2024',
      'n’a pas suspendu vos délais',
    ],
    [
      'redirected',
      {
        status: 'redirected',
        ground: 'claim_processing',
        redirectedTo: 'benefits_service',
        transmittedOn: day('2024-02-09'),
      },
      'transmise le 9 février 2024 au service suivant : service des prestations',
      'n’a pas suspendu vos délais',
    ],
    [
      'court seized',
      { ...OPENED, status: 'lapsed', courtSeizedOn: day('2024-03-01') },
      'Un tribunal a été saisi le 1er mars 2024',
      'suit désormais son cours',
    ],
    [
      'withdrawn',
      { ...OPENED, status: 'withdrawn', withdrawnOn: day('2024-02-19') },
      'Vous avez retiré votre demande le 19 février 2024',
      'a repris le 19 février 2024',
    ],
    [
      'joined',
      { status: 'joined', joinedOn: day('2024-02-05') },
      'jointe le 5 février 2024 à une autre demande',
      'l’accusé de réception de l’autre demande',
    ],
    [
      'information requested',
      { status: 'more_information_requested', informationDueOn: day('2024-03-10') },
      'vous a demandé des précisions',
      'au plus tard le 10 mars 2024',
    ],
    [
      'no further action',
      { status: 'no_further_action', closedOn: day('2024-03-11') },
      'classée sans suite le 11 mars 2024',
      'n’a pas suspendu',
    ],
    [
      'solution proposed',
      { ...OPENED, status: 'solution_proposed', solutionProposedOn: day('2024-02-20') },
      'proposé une solution le 20 février 2024',
      'recevable depuis le 9 février 2024',
    ],
    [
      'transferred',
      {
        ...OPENED,
        status: 'transferred',
        transferredOn: day('2024-03-08'),
        transferredTo: 'Caf de Maine-et-Loire',
      },
      'transmise le 8 mars 2024 au médiateur d’une autre Caf (Caf de Maine-et-Loire)',
      'suspendu',
    ],
  ])('follows the state of the case: %s', (_name, facts, state, remedy) => {
    const letter = french(letterOf({ benefit: 'rsa', ...facts } as Parameters<typeof letterOf>[0]));
    expect(letter).toContain(state);
    expect(letter).toContain(remedy);
  });

  it.each([
    ['received', {}, 'ne suspend pas encore'],
    ['opened', OPENED, 'Vos délais de recours sont suspendus depuis le 9 février 2024'],
    ['closed', ENDED, 'ont repris à la fin de la médiation'],
    ['inadmissible', { status: 'inadmissible' }, 'n’a pas suspendu'],
    ['court', { ...OPENED, status: 'lapsed', courtSeizedOn: day('2024-03-01') }, 'son cours'],
  ])('speaks of the limits without their date: %s', (_name, facts, remedy) => {
    const letter = letterOf({ appealDeadline: null, ...facts } as Parameters<typeof letterOf>[0]);
    expect(french(letter)).toContain(remedy);
  });

  it('announces to no one but an undecided case that nothing is suspended yet', () => {
    for (const status of STATUSES) {
      const letter = french(letterOf({ status }));
      // Of a case that was transferred before the decision, the mediator of another Caf decides.
      const isUndecided = ['received', 'more_information_requested', 'transferred'].includes(
        status,
      );
      expect(letter.includes('pas encore les délais')).toBe(isUndecided);
    }
  });

  it('leaves the legal service its point, where a mediation ended without a recommendation', () => {
    expect(french(letterOf(ENDED))).toContain('à confirmer par le service juridique');
    expect(french(letterOf(ENDED, { recommended: true }))).not.toContain('service juridique');
  });

  it('speaks both languages in full sentences, whatever the case', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...STATUSES),
        fc.constantFrom(...BENEFITS),
        fc.boolean(),
        fc.boolean(),
        fc.constantFrom('2024-02-10', '2024-05-30'),
        (status, benefit, isOpened, hasDeadline, today) => {
          const letter = letterOf({
            status,
            benefit,
            today: day(today),
            openedOn: isOpened ? day('2024-02-09') : null,
            ...(hasDeadline ? {} : { appealDeadline: null }),
          });
          for (const language of ['fr', 'en'] as const) {
            const printed = acknowledgementLetter(letter, language, day(today));
            expect(documentFaults(printed)).toEqual([]);
          }
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('acknowledgementLetter', () => {
  it('reads as a letter, with a heading for each element', () => {
    const letter = letterOf({ benefit: 'housing', priorClaimMadeOn: null });
    expect(letterText(acknowledgementLetter(letter, 'fr', day('2024-02-02')))).toMatchSnapshot();
    expect(letterText(acknowledgementLetter(letter, 'en', day('2024-02-02')))).toMatchSnapshot();
  });

  it('prints the contacts that there are', () => {
    const without = { ...letterOf({}), service: { ...SERVICE, email: null } };
    const text = letterText(acknowledgementLetter(without, 'fr', day('2024-02-02')));
    expect(text).toContain('Téléphone : 02 00 00 00 00');
    expect(text).not.toContain('Courriel');
    expect(text).toContain('Aucune pièce ne manque');
  });
});

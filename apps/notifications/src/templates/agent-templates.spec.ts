import { agentAccessClosed, agentRecertificationDue } from './agent-templates.js';

const PAGES = { choosePassword: (resetId: string): string => resetId };
const closed = {
  organisationName: 'Mairie de Saint-Exemple',
  closedAt: '2024-03-28T10:04:00.000Z',
};

describe('the periods of the settings in messages to agents', () => {
  it.each([
    ['unused', 1, 'il n’a pas servi depuis un mois', 'it was not used for one month'],
    ['unused', 6, 'il n’a pas servi depuis 6 mois', 'it was not used for 6 months'],
    ['unused', 12, 'il n’a pas servi depuis un an', 'it was not used for a year'],
    ['unused', 24, 'il n’a pas servi depuis 2 ans', 'it was not used for 2 years'],
    [
      'not_recertified',
      18,
      'aucun administrateur de votre organisme ne l’a confirmé depuis 18 mois',
      'no administrator of your organisation has confirmed it for 18 months',
    ],
    ['end_date_reached', null, 'sa date de fin est atteinte', 'its last day is over'],
  ] as const)('%s after %p months', (reason, months, fr, en) => {
    const values = { ...closed, reason, months };
    expect(agentAccessClosed.word(values, 'fr', PAGES).sms).toContain(` : ${fr}. `);
    expect(agentAccessClosed.word(values, 'en', PAGES).sms).toContain(`: ${en}. `);
  });

  it.each([
    [1, 'Chaque mois, vous', 'Each month, you'],
    [12, 'Chaque année, vous', 'Each year, you'],
    [6, 'Tous les 6 mois, vous', 'Every 6 months, you'],
    [24, 'Tous les 2 ans, vous', 'Every 2 years, you'],
  ])('confirmations due every %i months', (everyMonths, fr, en) => {
    const values = { organisationName: 'Mairie', dueOn: '2024-05-31', agents: 2, everyMonths };
    const first = (language: 'fr' | 'en') =>
      agentRecertificationDue.word(values, language, PAGES).parts[0];
    expect(first('fr')).toMatchObject({ text: expect.stringMatching(`^${fr} `) as string });
    expect(first('en')).toMatchObject({ text: expect.stringMatching(`^${en} `) as string });
  });
});

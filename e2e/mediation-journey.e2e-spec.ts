import { identity } from '@passerelle/identity/service';
import { indicators } from '@passerelle/indicators/service';
import { mediation } from '@passerelle/mediation/service';

import { Installation } from './installation.js';

interface Delays {
  categories: {
    category: string;
    arrivedFrom: string | null;
    arrivedTo: string | null;
    started: number;
  }[];
}

interface Statistics {
  solicitations: number;
  opened: number;
  openedByOrigin: Record<string, number>;
  byOutcome: Record<string, number>;
  recommendations: Record<string, number>;
  meanDaysToDecision: number | null;
}

/** From a referral to the published figures, across three services. The consumer is stopped for a time. */
describe('a mediation case and the figures that follow from it', () => {
  let installation: Installation;

  beforeAll(async () => {
    installation = await Installation.start([identity, mediation, indicators]);
  });

  afterAll(async () => {
    await installation.stop();
  });

  const mediator = <B = Record<string, unknown>>(
    method: 'get' | 'post' | 'put',
    path: string,
    body?: object,
  ): Promise<B> => installation.call<B>('mediator', method, `/mediation/v1/${path}`, body);

  it('changes statistics and delays exactly once', async () => {
    expect(await mediator<Statistics>('get', 'statistics/2024')).toMatchObject({
      solicitations: 0,
      opened: 0,
    });

    const { id } = await mediator<{ id: string }>('post', 'referrals', {
      origin: 'beneficiary',
      channel: 'online',
      receivedOn: '2024-02-01',
      fileNumber: '0000001',
      subject: { benefit: 'rsa', reason: 'unpaid_benefit', description: 'RSA non versé.' },
      priorClaim: { madeOn: '2024-01-20' },
      courtSeized: false,
      appealDeadline: '2024-03-15',
    });
    await installation.settled('mediation');

    // The consumer stops. The events of this period must reach it later, exactly once.
    await installation.stopService('indicators');
    await mediator('post', `referrals/${id}/admissibility`, {
      decision: 'admissible',
      notifiedOn: '2024-02-09',
    });
    const question = await mediator<{ id: string }>(
      'post',
      `referrals/${id}/information-requests`,
      {
        addressee: 'service',
        addresseeName: 'service-prestations',
        question: 'Quel est le motif de la suspension ?',
        dueOn: '2024-02-20',
      },
    );
    await installation.call(
      'caf_agent',
      'post',
      `/mediation/v1/referrals/${id}/information-requests/${question.id}/answer`,
      { text: 'Déclaration trimestrielle manquante.' },
    );
    await installation.startService('indicators');
    await installation.stopService('indicators');

    const recommendation = await mediator<{ id: string }>(
      'post',
      `referrals/${id}/recommendations`,
      {
        addressedTo: 'Direction des prestations',
        kind: 'individual',
        legalBasis: 'L262-21 CASF',
        text: 'Rétablir le versement.',
        issuedOn: '2024-03-01',
        answerDueOn: '2024-04-01',
      },
    );
    await mediator('post', `referrals/${id}/recommendations/${recommendation.id}/answer`, {
      answer: 'followed',
      answeredOn: '2024-03-20',
      effectiveOn: '2024-02-01',
    });
    // The publisher restarts too. Its outbox possibly still contains events.
    await installation.stopService('mediation');
    await installation.startService('mediation');
    await mediator('post', `referrals/${id}/closure`, {
      resolution: 'recommendation_followed',
      outcome: 'revised',
      communicatedToPersonOn: '2024-03-29',
      communicatedToServiceOn: '2024-03-29',
      summary: 'Le versement est rétabli.',
    });
    await installation.startService('indicators');
    await installation.settled('mediation');

    expect(await mediator<Statistics>('get', 'statistics/2024')).toMatchObject({
      solicitations: 1,
      opened: 1,
      openedByOrigin: { beneficiary: 1 },
      byOutcome: { revised: 1 },
      recommendations: { issued: 1, followed: 1, unanswered: 0 },
      meanDaysToDecision: 8,
    });
    await installation.call('indicator_publisher', 'post', '/indicators/v1/snapshots', {
      updatedOn: '2024-02-13',
    });
    const delays = await installation.call<Delays>(
      'beneficiary',
      'get',
      '/indicators/v1/processing-delays?on=2024-02-13',
    );
    expect(delays.categories.find(({ category }) => category === 'rsa_aah')).toMatchObject({
      arrivedFrom: '2024-02-01',
      arrivedTo: '2024-02-01',
      started: 1,
    });

    // A clerical error in the day of receipt moves the item that another service counts.
    await mediator('post', `referrals/${id}/corrections`, {
      changes: { receivedOn: '2024-01-31' },
      reason: 'Erreur de saisie.',
    });
    await installation.settled('mediation');
    await installation.call('indicator_publisher', 'post', '/indicators/v1/snapshots', {
      updatedOn: '2024-02-13',
      reason: 'Date de réception corrigée',
    });
    const corrected = await installation.call<Delays>(
      'beneficiary',
      'get',
      '/indicators/v1/processing-delays?on=2024-02-13',
    );
    expect(corrected.categories.find(({ category }) => category === 'rsa_aah')).toMatchObject({
      arrivedFrom: '2024-01-31',
      arrivedTo: '2024-01-31',
      started: 1,
    });
  });
});

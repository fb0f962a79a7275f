import { Agent, request } from 'node:http';

import { newId } from '@passerelle/kernel';

/**
 * Registers cases over eight kept connections, each with an idempotency key of its own. A process of its own, so
 * that its processor time counts for nobody. It ends with 1 as soon as an answer is not a 201.
 */
const [origin = '', token = '', requests = '0'] = process.argv.slice(2);
const CONNECTIONS = 8;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const body = JSON.stringify({
  origin: 'beneficiary',
  channel: 'online',
  receivedOn: '2024-03-04',
  fileNumber: '1234567',
  subject: {
    benefit: 'housing',
    reason: 'unpaid_benefit',
    description: 'The housing benefit of February has not been paid, and nobody says why.',
  },
  priorClaim: { madeOn: '2024-02-12', reference: 'R-2024-118' },
  courtSeized: false,
});

function register(): Promise<void> {
  return new Promise((resolve, reject) => {
    const sending = request(
      `${origin}/mediation/v1/referrals`,
      {
        agent,
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'idempotency-key': newId(),
        },
      },
      (response) => {
        response.resume().on('end', () => {
          if (response.statusCode === 201) resolve();
          else reject(new Error(`answered ${String(response.statusCode)}`));
        });
      },
    );
    sending.on('error', reject);
    sending.end(body);
  });
}

let left = Number(requests);
async function work(): Promise<void> {
  while (left-- > 0) await register();
}

await Promise.all(Array.from({ length: CONNECTIONS }, work));
agent.destroy();

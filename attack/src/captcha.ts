import { type Challenge, solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';

import { jsonOf } from './exchange.js';
import type { Target } from './target.js';

/** Asks for a captcha and solves it, as a browser does. */
export async function solvedCaptcha(target: Target, from?: string): Promise<string> {
  const answer = await target.call({ method: 'GET', path: '/identity/v1/captchas', from });
  const challenge = jsonOf(answer) as unknown as Challenge;
  const solution = await solveChallenge({ challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { DEFINITIONS } from '@passerelle/all-in-one/services';

import { Installation } from './installation.js';

const ROOT = join(import.meta.dirname, '..');

/** Attacks that are known to succeed. An entry leaves this list with the change that ends the attack. */
const OPEN: readonly string[] = [
  'costly-bodies/answers-stay-small',
  'figures/counters',
  'figures/two-readings',
  'headers/for-the-operator',
  'headers/no-sniffing',
  'headers/no-store',
  'headers/rate-limits',
  'privileges/guardian-for-any-file',
  'privileges/members-of-the-server',
  'privileges/partner-grants-services',
  'raw-http/versions',
  'sessions/access-after-the-end',
  'sessions/tabs-that-refresh-at-once',
  'sign-in/captcha-for-known-and-unknown',
  'sign-in/flood-of-unknown-clients',
  'sign-in/lockout-as-a-weapon',
  'texts/misleading-names',
  'tokens/one-spelling',
  'tokens/two-in-a-request',
  'uploads/compression-bombs',
  'uploads/event-streams',
  'uploads/short-bad-lines',
  'uploads/slow-uploads',
];

/** Attacks that cannot be made here: there is no TLS, and no operation that lists sessions. */
const LEFT_OUT: readonly string[] = ['headers/strict-transport', 'sessions/own-sessions'];

/** The short form of `npm run attack`, against services that run apart as in production, with the demo's accounts. */
describe('the attack from outside', () => {
  let installation: Installation;

  beforeAll(async () => {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-b', 'attack'], { cwd: ROOT, stdio: 'pipe' });
    installation = await Installation.start(DEFINITIONS);
  });

  afterAll(async () => {
    await installation.stop();
  });

  it('finds nothing but what is known', async () => {
    const services = [...installation.origins].map((pair) => pair.join('=')).join(',');
    // A process of its own: what it takes to attack does not hold up the services.
    const attack = spawn(
      process.execPath,
      [join(ROOT, 'attack/dist/main.js'), '--short', '--seconds', '840', '--services', services],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    const ended = once(attack, 'close');
    const [report, errors] = await Promise.all([text(attack.stdout), text(attack.stderr), ended]);
    expect(errors).toBe('');
    // An attack is a line with its state and id, and lines of evidence below.
    const attacks = report.split(/\n(?=\S)/).map((lines) => {
      const [, state = '', id = ''] = /^(held|BROKEN|left out) +(\S+)/.exec(lines) ?? [];
      return { state, id, lines };
    });
    const broken = attacks.filter(({ state }) => state === 'BROKEN');
    expect({
      succeeding: broken.filter(({ id }) => !OPEN.includes(id)).map(({ lines }) => lines),
      noLongerSucceeding: OPEN.filter((open) => !broken.some(({ id }) => id === open)),
      leftOut: attacks
        .filter(({ state }) => state === 'left out')
        .map(({ id }) => id)
        .sort(),
    }).toEqual({ succeeding: [], noLongerSucceeding: [], leftOut: LEFT_OUT });
  }, 900_000);
});

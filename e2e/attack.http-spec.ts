import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { DEFINITIONS } from '@passerelle/all-in-one/services';

import { Installation } from './installation.js';

const ROOT = join(import.meta.dirname, '..');

/** Attacks that are known to succeed. An entry leaves this list with the change that ends the attack. */
const OPEN: readonly string[] = [];

/** Attacks that cannot be made here: there is no TLS. */
const LEFT_OUT: readonly string[] = ['headers/strict-transport'];

/** As in production: what is for the operator needs a token that no attack has. */
const OPERATOR_TOKEN = 'the-operator-of-the-attacked-installation';

/** The short form of `npm run attack`, against services that run apart as in production, with the demo's accounts. */
describe('the attack from outside', () => {
  let installation: Installation;

  beforeAll(async () => {
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-b', 'attack'], { cwd: ROOT, stdio: 'pipe' });
    installation = await Installation.start(DEFINITIONS, { env: { OPERATOR_TOKEN } });
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

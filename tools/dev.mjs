// npm run dev -- mediation             one service, and identity to sign in with, started anew after each change
// npm run dev -- mediation --inspect   the same, with a debugger port
// The database is DATABASE_URL, or the embedded one of `npm start`; the queues are in PostgreSQL unless REDIS_URL is set.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CommandFailed, ROOT } from './bootstrap/command.mjs';
import { ensureBuilt, ensureInstalled } from './bootstrap/install.mjs';

const IDENTITY_PORT = 3000;
const INSPECTOR_PORT = 9229;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { inspect: { type: 'boolean', default: false } },
});
const services = [...new Set(['identity', ...positionals])];
const unknown = services.filter(
  (name) => !existsSync(path.join(ROOT, 'apps', name, 'src/main.ts')),
);
if (positionals.length === 0 || unknown.length > 0) {
  console.error(
    `npm run dev -- <service>… [--inspect]${unknown.map((name) => `; no service: ${name}`).join('')}`,
  );
  process.exit(1);
}

try {
  ensureInstalled();
  ensureBuilt();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`${error.output}\n${error.message}`);
  process.exit(1);
}

const database = process.env.DATABASE_URL ? undefined : await embeddedDatabase();
const environment = {
  PASSERELLE_DEMO: 'true',
  PASSERELLE_SECOND_FACTOR: 'off',
  HOST: '127.0.0.1',
  ...process.env,
  DATABASE_URL: process.env.DATABASE_URL ?? database.url,
};

const children = [
  start('node_modules/typescript/bin/tsc', ['-b', '--watch', '--preserveWatchOutput']),
  ...services.map((name, index) => {
    const port = IDENTITY_PORT + index;
    console.log(`${name}: http://localhost:${port}/${name}/docs`);
    return start(`apps/${name}/dist/main.js`, [], {
      node: ['--watch', '--enable-source-maps', ...inspector(name)],
      env: { PORT: String(port) },
    });
  }),
];

for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

/** The service asked for first has the usual port of debuggers. */
function inspector(name) {
  if (!values.inspect || name === 'identity') return [];
  return [`--inspect=127.0.0.1:${INSPECTOR_PORT + positionals.indexOf(name)}`];
}

function start(script, args, { node = [], env = {} } = {}) {
  return spawn(process.execPath, [...node, script, ...args], {
    cwd: ROOT,
    env: { ...environment, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

async function embeddedDatabase() {
  const { persistentDataDirectory, startEmbeddedPostgres } =
    await import('../libs/embedded-postgres/dist/index.js');
  return startEmbeddedPostgres({ dataDirectory: persistentDataDirectory(ROOT), persistent: true });
}

/** The services first, then what they need. */
async function stop() {
  await Promise.all(
    children.map(
      (child) =>
        new Promise((resolve) => {
          child.once('exit', resolve);
          child.kill('SIGTERM');
        }),
    ),
  );
  await database?.stop();
  process.exit(0);
}

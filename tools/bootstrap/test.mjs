// npm test: every check there is, cheap ones first, up to the first that fails.
import { CommandFailed, run } from './command.mjs';
import { ensureBuilt, ensureInstalled } from './install.mjs';
import { runJest } from './jest.mjs';
import { serversAnswer } from './real-servers.mjs';

const {
  PASSERELLE_TEST_DATABASE_URL: databaseUrl = 'postgres://root@127.0.0.1:5432/postgres',
  PASSERELLE_TEST_REDIS_URL: redisUrl = 'redis://127.0.0.1:6379',
  PASSERELLE_REQUIRE_REAL_SERVERS: requireRealServers,
} = process.env;

/** Steps fail by throwing; those that run tests return their counts. */
const STEPS = [
  { name: 'dependencies', run: ensureInstalled },
  { name: 'formatting', run: () => tool('prettier/bin/prettier.cjs', '--check', '.') },
  { name: 'lint', run: () => tool('eslint/bin/eslint.js', '--max-warnings', '0', '.') },
  {
    name: 'dependencies between files',
    run: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.cjs',
        'apps',
        'libs',
        'tools',
        'e2e',
      ),
  },
  {
    name: 'dependencies between features',
    run: () =>
      tool(
        'dependency-cruiser/bin/dependency-cruise.mjs',
        '--config',
        '.dependency-cruiser.features.cjs',
        'apps',
      ),
  },
  { name: 'unused dependencies', run: () => tool('knip/bin/knip.js', '--no-config-hints') },
  { name: 'build', run: ensureBuilt },
  { name: 'generated documents', run: generatedDocumentsAreCurrent },
  { name: 'types of the tests', run: () => tool('typescript/bin/tsc', '-p', 'tsconfig.spec.json') },
  { name: 'tests on the embedded PostgreSQL', run: testOnEmbedded },
  { name: 'tests on a real PostgreSQL and Redis', run: testOnRealServers },
];

/**
 * What runs a second time, on real servers, because its outcome depends on which PostgreSQL and which queue
 * there are. Everything else runs once: `.spec.ts` needs no server, and `.http-spec.ts` is about HTTP.
 */
const REAL_SERVER_TESTS = [
  // SQL, COPY, locks and migrations: repositories, imports, messaging.
  String.raw`\.db-spec\.ts$`,
  // From a request through the queue to the effect: journeys, killed processes, a smoke test of each service.
  String.raw`\.e2e-spec\.ts$`,
];

function tool(script, ...args) {
  // Without the daemon that Nx, inside the lint rules, would leave running.
  run(process.execPath, [`node_modules/${script}`, ...args], { NX_DAEMON: 'false' });
}

function generatedDocumentsAreCurrent() {
  run(process.execPath, ['tools/dist/generate.js', '--check']);
}

function testOnEmbedded() {
  return runJest([], {
    PASSERELLE_TEST_DATABASE_URL: undefined,
    PASSERELLE_TEST_REDIS_URL: undefined,
  });
}

async function testOnRealServers() {
  if (await serversAnswer(databaseUrl, redisUrl)) {
    return runJest(['--testPathPatterns', ...REAL_SERVER_TESTS], {
      PASSERELLE_TEST_DATABASE_URL: databaseUrl,
      PASSERELLE_TEST_REDIS_URL: redisUrl,
    });
  }
  const absence = `none answers at ${withoutPassword(databaseUrl)} and ${withoutPassword(redisUrl)}`;
  if (requireRealServers === 'true') throw new CommandFailed('looking for the servers', absence);
  console.log(`SKIPPED: tests on a real PostgreSQL and Redis (${absence})`);
  return undefined;
}

function withoutPassword(address) {
  const url = new URL(address);
  url.password = '';
  return url.href;
}

async function runStep(step) {
  try {
    return await step.run();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`${error.output}\n${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };
for (const step of STEPS) {
  const begin = performance.now();
  const counts = await runStep(step);
  for (const key of Object.keys(counts ?? {})) total[key] += counts[key];
  const mark = total.failed > 0 ? '✗' : '✓';
  console.log(`${mark} ${step.name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
  if (total.failed > 0) break;
}

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

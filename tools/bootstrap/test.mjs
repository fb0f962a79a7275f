// npm test: every check there is, cheap ones first, up to the first that fails.
import { CommandFailed, runBeside } from './command.mjs';
import { ensureInstalled } from './install.mjs';
import { runJest } from './jest.mjs';
import { serversAnswer } from './real-servers.mjs';

const {
  PASSERELLE_TEST_DATABASE_URL: databaseUrl = 'postgres://root@127.0.0.1:5432/postgres',
  PASSERELLE_TEST_REDIS_URL: redisUrl = 'redis://127.0.0.1:6379',
  PASSERELLE_REQUIRE_REAL_SERVERS: requireRealServers,
} = process.env;

const LINT = step('lint', 'eslint/bin/eslint.js', '--max-warnings', '0', '.');
const FORMATTING = step('formatting', 'prettier/bin/prettier.cjs', '--check', '.');
const DEPCRUISE = 'dependency-cruiser/bin/dependency-cruise.mjs';
const BETWEEN_FILES = step(
  'dependencies between files',
  DEPCRUISE,
  '--config',
  '.dependency-cruiser.cjs',
  'apps',
  'libs',
  'tools',
  'e2e',
  'attack',
);
const BETWEEN_FEATURES = step(
  'dependencies between features',
  DEPCRUISE,
  '--config',
  '.dependency-cruiser.features.cjs',
  'apps',
);
const UNUSED = step('unused dependencies', 'knip/bin/knip.js', '--no-config-hints');
const BUILD = step('build', 'typescript/bin/tsc', '-b');
const GENERATED_DOCUMENTS = {
  name: 'generated documents',
  run: () => runBeside(process.execPath, ['tools/dist/generate.js', '--check']),
};
const TYPES_OF_THE_TESTS = step(
  'types of the tests',
  'typescript/bin/tsc',
  '-p',
  'tsconfig.spec.json',
);

/**
 * Stages run one after the other, and the lanes of a stage side by side: lint takes as long as all the other checks
 * without tests. Steps fail by throwing; those that run tests return their counts.
 */
const STAGES = [
  [[{ name: 'dependencies', run: ensureInstalled }]],
  [
    [LINT],
    [
      FORMATTING,
      BETWEEN_FILES,
      BETWEEN_FEATURES,
      UNUSED,
      BUILD,
      GENERATED_DOCUMENTS,
      TYPES_OF_THE_TESTS,
    ],
  ],
  [[{ name: 'tests on the embedded PostgreSQL', run: testOnEmbedded }]],
  [[{ name: 'tests on a real PostgreSQL and Redis', run: testOnRealServers }]],
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

function step(name, script, ...args) {
  // Without the daemon that Nx, inside the lint rules, would leave running.
  const env = { NX_DAEMON: 'false' };
  return {
    name,
    run: () => runBeside(process.execPath, [`node_modules/${script}`, ...args], env),
  };
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

async function runStep({ run }) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.error(`${error.output}\n${error.message}`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const total = { passed: 0, failed: 0, skipped: 0 };

async function runLane(steps) {
  for (const one of steps) {
    if (total.failed > 0) return;
    const begin = performance.now();
    const counts = await runStep(one);
    for (const key of Object.keys(counts ?? {})) total[key] += counts[key];
    const mark = (counts?.failed ?? 0) > 0 ? '✗' : '✓';
    console.log(`${mark} ${one.name} (${((performance.now() - begin) / 1000).toFixed(1)} s)`);
  }
}

for (const lanes of STAGES) await Promise.all(lanes.map(runLane));

const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : '';
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed > 0 ? 1 : 0;

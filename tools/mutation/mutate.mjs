// Mutation testing: changes the code a little, again and again, and says which changes no test notices.
//   npm run mutation -- apps/mediation/src/statistics              the rules of these files or folders
//   npm run mutation -- --database apps/mediation/src/statistics   their services and repositories
//   npm run mutation:sample -- --size 45 --seed 7                  some mutants of the rules of every service
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

const ROOT = path.join(import.meta.dirname, '..', '..');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    database: { type: 'boolean', default: false },
    // More folders whose specs may notice a mutant, besides those of the mutated files.
    specs: { type: 'string', multiple: true, default: [] },
    size: { type: 'string' },
    seed: { type: 'string', default: String(Math.trunc(Date.now() / 86_400_000)) },
  },
});

const sample =
  values.size === undefined ? undefined : { size: Number(values.size), seed: values.seed };
const files = someOf(mutated(positionals.length > 0 ? positionals : ['apps', 'libs/kernel/src']));
if (files.length === 0) {
  console.error(
    'No file to mutate there (rules by default, services and repositories with --database).',
  );
  process.exit(1);
}
const server = values.database ? await startDatabase() : undefined;
try {
  process.exitCode = await mutate(files);
} finally {
  await server?.stop();
}

/** @returns the exit code: 1 where more mutants than agreed survive */
async function mutate(mutate) {
  if (sample !== undefined) {
    console.log(`${sample.size} mutants of ${mutate.length} files, seed ${sample.seed}`);
  }
  const threshold = values.database ? 85 : 95;
  const results = await new Stryker({
    mutate,
    // Sentences and labels: what they say is read by people, not compared by tests.
    mutator: { excludedMutations: ['StringLiteral'] },
    plugins: ['@stryker-mutator/jest-runner', path.join(import.meta.dirname, 'runner.mjs')],
    testRunner: 'jest-by-file',
    coverageAnalysis: 'perTest',
    jest: { projectType: 'custom', enableFindRelatedTests: false, config: jestConfig(mutate) },
    checkers: sample === undefined ? [] : ['sample'],
    passerelleSample: sample,
    concurrency: 1,
    // Types are checked elsewhere, and a mutant need not have any.
    disableTypeChecks: false,
    tempDirName: '.stryker-tmp',
    cleanTempDir: 'always',
    ignorePatterns: ['**/dist', '**/coverage', 'bench', 'docs', '.nx', '.passerelle', '.ci'],
    reporters: ['clear-text', 'html'],
    htmlReporter: { fileName: 'coverage/mutation.html' },
    clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
    thresholds: { high: threshold, low: threshold, break: threshold },
    timeoutMS: 60_000,
    warnings: { unknownOptions: false },
  }).runMutationTest();

  const judged = results.filter(({ status }) => status !== 'CompileError' && status !== 'Ignored');
  const noticed = judged.filter(({ status }) => status === 'Killed' || status === 'Timeout');
  console.log(`${noticed.length} of ${judged.length} mutants noticed`);
  return noticed.length * 100 < threshold * judged.length ? 1 : 0;
}

/** The configuration of the tests, narrowed to the specs that may notice something. */
function jestConfig(mutate) {
  const folders = new Set([...mutate.map((file) => path.dirname(file)), ...values.specs]);
  if (values.database) {
    for (const [service] of mutate.join('\n').matchAll(/^apps\/[^/]+/gm))
      folders.add(`${service}/test`);
  }
  return {
    roots: [...folders].filter(exists).map((folder) => `<rootDir>/${folder}`),
    maxWorkers: 1,
    ...(values.database
      ? {}
      : { testMatch: ['**/*.spec.ts'], globalSetup: null, globalTeardown: null }),
  };
}

/** Rules have no role in their name, except policies; with a database, everything that decides or stores. */
function mutated(places) {
  const role = values.database
    ? /(?:^|\/)[^/.]+(?:[.](?:policy|service|repository|directory|consumer|schedule|import))?[.]ts$/
    : /(?:^|\/)[^/.]+(?:[.]policy)?[.]ts$/;
  const all = places.flatMap((place) => filesIn(path.join(place)));
  return all.filter(
    (file) =>
      /^(?:apps\/(?!all-in-one\/)[^/]+\/src\/[^/]+|libs\/[^/]+\/src)\/(?!migrations\/)/.test(
        file,
      ) &&
      !/\/migrations\/|\/index[.]ts$/.test(file) &&
      role.test(file),
  );
}

/** Never into node_modules, whose links lead round in circles. */
function filesIn(place) {
  if (statSync(path.join(ROOT, place)).isFile()) return [place];
  return readdirSync(path.join(ROOT, place))
    .filter((name) => name !== 'node_modules' && name !== 'dist')
    .flatMap((name) => filesIn(path.join(place, name)));
}

/** For a sample of mutants a few files do: every one of them has to run its tests once before. */
function someOf(files) {
  if (sample === undefined) return files;
  const rank = (file) => createHash('sha256').update(`${sample.seed} ${file}`).digest('hex');
  const ranked = files.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1));
  return ranked.slice(0, Math.ceil(sample.size / 3));
}

function exists(folder) {
  return statSync(path.join(ROOT, folder), { throwIfNoEntry: false }) !== undefined;
}

/** One for the whole run; Jest would start another one for each mutant. Needs `npm run build`. */
async function startDatabase() {
  const { startEmbeddedPostgres, temporaryDataDirectory } =
    await import('../../libs/embedded-postgres/dist/index.js');
  const server = await startEmbeddedPostgres({
    dataDirectory: temporaryDataDirectory(),
    persistent: false,
    maxConnections: 300,
  });
  process.env.PASSERELLE_TEST_DATABASE_URL = server.url;
  return server;
}

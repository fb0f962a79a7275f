// What Stryker loads into its worker processes: a test runner and a checker.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';

const [jest] = jestPlugins;

/**
 * Stryker's Jest runner, one spec file at a time. The runner itself starts every spec of the run for
 * each mutant, with a pattern of test names, and loading a spec costs more than its tests. Here a
 * mutant meets the files whose tests reach its line, the nearest first, up to the first that fails.
 */
function jestByFile(injector) {
  const runner = injector.injectFunction(jest.factory);
  const { run, dryRun, mutantRun } = runner;
  const testsOf = new Map();
  let only;

  runner.run = (settings) =>
    run.call(runner, only === undefined ? settings : { ...settings, testFiles: [only] });

  runner.dryRun = async (options) => {
    const result = await dryRun.call(runner, options);
    for (const { id, fileName } of result.tests ?? []) {
      testsOf.set(fileName, [...(testsOf.get(fileName) ?? []), id]);
    }
    return result;
  };

  runner.mutantRun = async (options) => {
    const reached = [...testsOf].filter(
      ([, tests]) => options.testFilter?.some((id) => tests.includes(id)) ?? true,
    );
    let outcome = { status: 'survived', nrOfTests: 0 };
    try {
      for (const [file, tests] of nearestFirst(reached, options.sandboxFileName)) {
        only = file;
        const testFilter = options.testFilter?.filter((id) => tests.includes(id));
        const before = outcome.nrOfTests;
        outcome = await mutantRun.call(runner, { ...options, testFilter });
        outcome.nrOfTests = before + (outcome.nrOfTests ?? 0);
        if (outcome.status !== 'survived') break;
      }
    } finally {
      only = undefined;
    }
    return outcome;
  };
  return runner;
}
jestByFile.inject = ['$injector'];

/** The spec of the same name, then those of the same folder, then the others. */
function nearestFirst(files, mutated) {
  const { dir, name } = path.parse(mutated);
  const distance = ([file]) => {
    if (path.dirname(file) !== dir) return 2;
    return path.basename(file).startsWith(`${name}.`) ? 0 : 1;
  };
  return files.toSorted((one, other) => distance(one) - distance(other));
}

/** Lets as many mutants through as the sample holds, chosen by the seed; the others are not run. */
function sampleChecker({ passerelleSample: { size, seed } }) {
  const rank = ({ fileName, location, replacement }) =>
    createHash('sha256')
      .update(JSON.stringify([seed, path.relative('.', fileName), location, replacement]))
      .digest('hex');
  return {
    init: () => Promise.resolve(),
    group: (mutants) => Promise.resolve([mutants.map(({ id }) => id)]),
    check(mutants) {
      const ranked = mutants.map(({ id, ...mutant }) => ({ id, rank: rank(mutant) }));
      ranked.sort((one, other) => (one.rank < other.rank ? -1 : 1));
      const chosen = new Set(ranked.slice(0, size).map(({ id }) => id));
      return Promise.resolve(
        Object.fromEntries(
          mutants.map(({ id }) => [
            id,
            chosen.has(id)
              ? { status: 'passed' }
              : { status: 'compileError', reason: 'not in the sample' },
          ]),
        ),
      );
    },
  };
}
sampleChecker.inject = ['options'];

export const strykerPlugins = [
  { kind: 'TestRunner', name: 'jest-by-file', factory: jestByFile },
  { kind: 'Checker', name: 'sample', factory: sampleChecker },
];

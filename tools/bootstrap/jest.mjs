import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from './command.mjs';

/** Runs Jest, its report going straight to the terminal, and returns how many tests passed, failed and were skipped. */
export function runJest(args, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-jest-'));
  const outputFile = path.join(folder, 'results.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      // --ci: a snapshot that is missing fails instead of being written.
      ['node_modules/jest/bin/jest.js', '--ci', '--json', `--outputFile=${outputFile}`, ...args],
      { cwd: ROOT, env: { ...process.env, ...env }, stdio: ['ignore', 'inherit', 'inherit'] },
    );
    return count(readResults(outputFile), status);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readResults(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  }
}

function count(results, status) {
  // A file that could not be loaded has no tests to fail; it counts as one.
  const failed = results.numFailedTests + (results.numRuntimeErrorTestSuites ?? 0);
  return {
    passed: results.numPassedTests,
    // Jest can fail without a failed test: nothing found, or a global setup that throws.
    failed: failed === 0 && status !== 0 ? 1 : failed,
    skipped: results.numPendingTests + results.numTodoTests,
  };
}

// npm run sabotage: puts one fault after the other into the code, runs the tests that should notice,
// and writes down which did. Ends with 1 when a fault stays unnoticed.
//   npm run sabotage -- suppression   only the faults whose name contains the word; the table is left alone
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FAULTS } from './faults.mjs';

const ROOT = path.join(import.meta.dirname, '..', '..');
const word = process.argv[2];
const faults = FAULTS.filter(({ name }) => word === undefined || name.includes(word));

const changed = execFileSync(
  'git',
  ['status', '--porcelain', '--', ...faults.map(({ file }) => file)],
  {
    cwd: ROOT,
    encoding: 'utf8',
  },
);
if (changed !== '') {
  console.error(
    `These files are changed here and restored from their present content; commit first:\n${changed}`,
  );
  process.exit(1);
}

const rows = [];
for (const fault of faults) {
  const begin = performance.now();
  const noticed = withFault(fault, () => failingTests(fault.tests));
  const seconds = Math.round((performance.now() - begin) / 1000);
  console.log(
    `${noticed.length > 0 ? '✓' : '✗'} ${fault.name} (${seconds} s)${noticed
      .slice(0, 1)
      .map((test) => `: ${test}`)
      .join('')}`,
  );
  rows.push({ ...fault, noticed });
}
if (word === undefined) writeFileSync(path.join(import.meta.dirname, 'results.md'), page(rows));
process.exitCode = rows.some(({ noticed }) => noticed.length === 0) ? 1 : 0;

/** The fault is in the file only while the work runs, whatever becomes of it. */
function withFault({ file, search, replace }, work) {
  const absolute = path.join(ROOT, file);
  const sound = readFileSync(absolute, 'utf8');
  const restore = () => writeFileSync(absolute, sound);
  const onSignal = () => {
    restore();
    process.exit(130);
  };
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  writeFileSync(
    absolute,
    sound.replace(search, () => replace),
  );
  try {
    return work();
  } finally {
    restore();
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
  }
}

/** @returns the full names of the tests that fail; a file that does not load counts as one */
function failingTests(tests) {
  const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-sabotage-'));
  const outputFile = path.join(folder, 'results.json');
  try {
    spawnSync(
      process.execPath,
      [
        'node_modules/jest/bin/jest.js',
        '--json',
        `--outputFile=${outputFile}`,
        '--runInBand',
        ...tests,
      ],
      { cwd: ROOT, stdio: 'ignore' },
    );
    // A fault that keeps Jest itself from running was noticed by no test.
    if (!existsSync(outputFile)) throw new Error('Jest did not run: build first (npm run build)');
    return JSON.parse(readFileSync(outputFile, 'utf8')).testResults.flatMap(
      ({ name, message, assertionResults, status }) => {
        const failed = assertionResults
          .filter((test) => test.status === 'failed')
          .map(({ fullName }) => fullName);
        if (failed.length > 0 || status !== 'failed') return failed;
        return [`${path.basename(name)}: ${message.split('\n')[0]}`];
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function page(rows) {
  const line = ({ name, file, noticed }) =>
    `| ${name} | \`${file}\` | ${noticed.length === 0 ? '**no test**' : `${noticed[0]}${noticed.length > 1 ? `, and ${noticed.length - 1} more` : ''}`} |`;
  return `# Sabotage

What \`npm run sabotage\` found when it was last run: each fault of [faults.mjs](faults.mjs) alone, and the first test that noticed.

| fault | file | noticed by |
| --- | --- | --- |
${rows
  .map(line)
  .map((text) => text.replaceAll('\n', ' '))
  .join('\n')}
`;
}

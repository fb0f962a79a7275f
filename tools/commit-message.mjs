// Checks a commit message against Conventional Commits 1.0.
// Usage: node tools/commit-message.mjs <file with the message>
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const TYPES = [
  'build',
  'chore',
  'ci',
  'docs',
  'feat',
  'fix',
  'perf',
  'refactor',
  'revert',
  'style',
  'test',
];
const MAX_SUBJECT = 100;
const HEADER = /^(?<type>[a-z]+)(?:\((?<scope>[a-z0-9][a-z0-9/-]*)\))?!?: (?<subject>\S.*)$/;

/**
 * @param {string} message as git hands it over, with its comment lines
 * @returns {string[]} what is wrong, in sentences; empty when nothing is
 */
export function problemsOf(message) {
  const [beforeScissors = ''] = message.split(/^# -+ >8 -+$/m);
  const lines = beforeScissors.split(/\r?\n/).filter((line) => !line.startsWith('#'));
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first === -1) return ['The message is empty.'];
  const header = lines[first];
  const second = lines[first + 1];
  // Written by git itself, and squashed or kept as they are.
  if (/^(Merge |Revert "|fixup! |squash! |amend! )/.test(header)) return [];

  const problems = [];
  const type = HEADER.exec(header)?.groups?.type;
  if (type === undefined) {
    problems.push('The first line has to read "type(scope): subject"; the scope may be left out.');
  } else if (!TYPES.includes(type)) {
    problems.push(`"${type}" is not a known type: use one of ${TYPES.join(', ')}.`);
  }
  if (header.length > MAX_SUBJECT) {
    problems.push(`The first line has ${header.length} characters; at most ${MAX_SUBJECT}.`);
  }
  if (/\.\s*$/.test(header)) problems.push('The first line ends without a full stop.');
  if (second !== undefined && second.trim() !== '') {
    problems.push('A blank line has to separate the first line from the body.');
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = process.argv[2];
  if (file === undefined) {
    console.error('Usage: node tools/commit-message.mjs <file with the message>');
    process.exit(2);
  }
  const message = readFileSync(file, 'utf8');
  const problems = problemsOf(message);
  if (problems.length > 0) {
    console.error('This commit message is not accepted:\n');
    console.error(`  ${message.trimStart().split('\n', 1)[0]}\n`);
    for (const problem of problems) console.error(`- ${problem}`);
    console.error('\nExample: feat(mediation): close a referral when a court action starts');
    process.exit(1);
  }
}

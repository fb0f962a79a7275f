// A service by one command: its folder, and its line in every list of services.
//   npm run new-service -- agenda appointment --summary "Appointments of the Caf and its partners"
// The second word is what the first feature is about. What the command writes is a start to be
// reworked: the feature has one file of every kind, and tests that pass.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CommandFailed, ROOT, run } from '../bootstrap/command.mjs';
import { addToLists } from './lists.mjs';

const TEMPLATE = path.join(import.meta.dirname, 'template');
const KEBAB = /^[a-z]+(?:-[a-z]+)*$/;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { plural: { type: 'string' }, summary: { type: 'string' } },
});
const [service, thing = 'entry'] = positionals;
if (!KEBAB.test(service ?? '') || !KEBAB.test(thing)) {
  fail('npm run new-service -- <service> [<thing>] [--plural …] [--summary …], in kebab-case');
}
if (existsSync(path.join(ROOT, 'apps', service))) fail(`apps/${service} exists`);

const names = namesOf(service, thing, values);
const written = [...fill(TEMPLATE, path.join(ROOT, 'apps', service)), ...addToLists(names)];
try {
  for (const [what, command, ...args] of [
    [
      'Installing…',
      'npx',
      '--yes',
      'pnpm@12.21.0',
      'install',
      '--no-frozen-lockfile',
      '--prefer-offline',
    ],
    ['Formatting…', 'npx', '--no-install', 'prettier', '--ignore-unknown', '--write', ...written],
    ['Building…', 'npx', '--no-install', 'tsc', '-b'],
    ['Writing the generated documents…', process.execPath, 'tools/dist/generate.js'],
  ]) {
    console.log(what);
    run(command, args);
  }
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  fail(`${error.output}\n${error.message}`);
}
console.log(`apps/${service} is ready: npx jest apps/${service}, then npm run dev -- ${service}`);

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** What stands for what in the template: `__Thing__` for the class, `__things__` for the folder… */
function namesOf(service, thing, { plural = pluralOf(thing), summary }) {
  const words = (kebab) => kebab.replaceAll('-', ' ');
  return {
    ...formsOf('service', service),
    ...formsOf('thing', thing),
    ...formsOf('things', plural),
    table: plural.replaceAll('-', '_'),
    thingsText: words(plural),
    aThing: `${/^[aeiou]/.test(thing) ? 'an' : 'a'} ${words(thing)}`,
    summary: summary ?? `The ${words(plural)} of a Caf and its partners`,
    titleEn: pascal(words(service)),
    titleFr: pascal(words(service)),
    timestamp: String(Date.now()),
  };
}

function formsOf(name, kebab) {
  return {
    [name]: kebab,
    [`${name}Var`]: camel(kebab),
    [pascal(name)]: pascal(camel(kebab)),
    [name.toUpperCase()]: kebab.replaceAll('-', '_').toUpperCase(),
  };
}

function pluralOf(word) {
  if (/[^aeiou]y$/.test(word)) return word.replace(/y$/, 'ies');
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function camel(kebab) {
  return kebab.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

function pascal(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function filled(text) {
  return text.replace(/__([A-Za-z]+)__/g, (token, name) => {
    if (names[name] === undefined)
      throw new Error(`the template uses ${token}, which nothing fills`);
    return names[name];
  });
}

/** @returns the files written, from the root of the repository */
function fill(from, to) {
  mkdirSync(to, { recursive: true });
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const source = path.join(from, entry.name);
    const target = path.join(to, filled(entry.name).replace(/[.]tmpl$/, ''));
    if (entry.isDirectory()) return fill(source, target);
    writeFileSync(target, filled(readFileSync(source, 'utf8')));
    return [path.relative(ROOT, target)];
  });
}

// Runs before anything is installed: nothing but Node itself may be imported here.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT, run } from './command.mjs';

const PNPM = 'pnpm@12.21.0';

/** Installs the dependencies when they are not those of the lockfile. */
export function ensureInstalled() {
  if (isInstalled()) return;
  console.log('Installing…');
  // CI: pnpm asks no questions, for instance whether it may replace a node_modules of another version.
  run('npx', ['--yes', PNPM, 'install', '--frozen-lockfile', '--prefer-offline'], { CI: 'true' });
}

/** Compiles what changed. TypeScript finds out itself, in a fifth of a second, so there is no check before. */
export function ensureBuilt() {
  run(process.execPath, ['node_modules/typescript/bin/tsc', '-b']);
}

function isInstalled() {
  const lockfile = readIfPresent('pnpm-lock.yaml');
  // pnpm leaves the first at the end of an installation, and the second is the lockfile it followed.
  return (
    existsSync(path.join(ROOT, 'node_modules/.pnpm-workspace-state-v1.json')) &&
    readIfPresent('node_modules/.pnpm/lock.yaml') === lockfile &&
    packages().every(hasItsModules)
  );
}

function packages() {
  const nested = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder))
      .map((name) => path.join(folder, name))
      .filter((directory) => existsSync(path.join(ROOT, directory, 'package.json'))),
  );
  return [...nested, 'tools'];
}

function hasItsModules(directory) {
  const { dependencies, devDependencies } = JSON.parse(
    readIfPresent(path.join(directory, 'package.json')),
  );
  const needsNone = Object.keys({ ...dependencies, ...devDependencies }).length === 0;
  return needsNone || existsSync(path.join(ROOT, directory, 'node_modules'));
}

function readIfPresent(file) {
  const absolute = path.join(ROOT, file);
  return existsSync(absolute) ? readFileSync(absolute, 'utf8') : undefined;
}

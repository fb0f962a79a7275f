// npm run new-service:check: makes a service in a copy of the repository, and holds it to every check.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ROOT } from '../bootstrap/command.mjs';

const copy = mkdtempSync(path.join(tmpdir(), 'passerelle-new-service-'));

function inCopy(title, command, ...args) {
  console.log(title);
  execFileSync(command, args, {
    cwd: copy,
    env: { ...process.env, CI: 'true', NX_DAEMON: 'false' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

try {
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter(Boolean)) {
    mkdirSync(path.join(copy, path.dirname(file)), { recursive: true });
    cpSync(path.join(ROOT, file), path.join(copy, file), { force: true });
  }
  inCopy(
    'install',
    'npx',
    '--yes',
    'pnpm@12.21.0',
    'install',
    '--frozen-lockfile',
    '--prefer-offline',
  );
  inCopy('new service', 'node', 'tools/new-service/new-service.mjs', 'agenda', 'appointment');
  inCopy('types', 'npx', '--no-install', 'tsc', '-p', 'tsconfig.spec.json');
  inCopy(
    'formatting',
    'npx',
    '--no-install',
    'prettier',
    '--check',
    'apps',
    'libs',
    'README.md',
    'docker-compose.yml',
    'tsconfig.json',
  );
  inCopy(
    'lint',
    'npx',
    '--no-install',
    'eslint',
    '--max-warnings',
    '0',
    'apps/agenda',
    'apps/all-in-one/src/services.ts',
  );
  inCopy('dependencies between files', 'npm', 'run', 'boundaries');
  inCopy('lists of services', 'npx', '--no-install', 'jest', 'tools/lint/services.spec.ts');
  inCopy('tests', 'npx', '--no-install', 'jest', '--ci=false', 'apps/agenda');
  console.log('✓ a new service passes every check');
} finally {
  rmSync(copy, { recursive: true, force: true });
}

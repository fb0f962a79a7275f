import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '..', '..');

/** The services are the folders of `apps/` that define one; every list of them is held against these. */
const SERVICES = readdirSync(path.join(ROOT, 'apps'))
  .filter((name) => existsSync(path.join(ROOT, 'apps', name, 'src/service.ts')))
  .sort();

/** The lists that nothing derives, and how a service stands in each of them. */
const LISTS: readonly (readonly [file: string, entry: RegExp])[] = [
  ['libs/contracts/src/roles.ts', /^ {2}'([a-z-]+)',$/gm],
  ['apps/all-in-one/src/services.ts', /from '@passerelle\/([a-z-]+)\/service'/g],
  ['apps/all-in-one/package.json', /"@passerelle\/([a-z-]+)": "workspace:/g],
  ['apps/all-in-one/tsconfig.json', /"(?:[./]+)(?:apps\/)?([a-z-]+)"/g],
  ['tsconfig.json', /"apps\/([a-z-]+)"/g],
  ['tsconfig.spec.json', /"@passerelle\/([a-z-]+)\/service"/g],
  ['docker-compose.yml', /'apps\/([a-z-]+)\/dist\/main\.js'/g],
  ['.env.example', /^([A-Z_]+)_DB_PASSWORD=$/gm],
  ['README.md', /^\| `apps\/([a-z-]+)`/gm],
];

const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

function entriesOf(file: string, entry: RegExp): string[] {
  // What follows the list of services in roles.ts, or comes before, is no service.
  const text = file.endsWith('roles.ts')
    ? (/SERVICES = \[[^\]]*\]/.exec(read(file))?.[0] ?? '')
    : read(file);
  const names = [...text.matchAll(entry)].map(([, name = '']) =>
    name.toLowerCase().replaceAll('_', '-'),
  );
  const libraries = new Set([...readdirSync(path.join(ROOT, 'libs')), 'all-in-one']);
  return [...new Set(names.filter((name) => !libraries.has(name)))].sort();
}

it.each(LISTS)('%s lists every service and nothing else', (file, entry) => {
  expect(entriesOf(file, entry)).toEqual(SERVICES);
});

it('each service has a port of its own', () => {
  const ports = [...read('docker-compose.yml').matchAll(/'(\d+):3000'/g)].map(([, port]) => port);
  expect(new Set(ports).size).toBe(SERVICES.length);
});

describe('docker-compose.yml', () => {
  /** The text of each service of the file. */
  const blocks = new Map(
    (read('docker-compose.yml').split(/^services:$/m)[1] ?? '')
      .split(/^ {2}(?=[a-z-]+:$)/m)
      .map((block) => [block.slice(0, block.indexOf(':')), block]),
  );

  it.each(SERVICES)('gives %s its own login and its own secrets, and no other', (name) => {
    const block = blocks.get(name) ?? '';
    const setting = `${name.replaceAll('-', '_').toUpperCase()}_DATABASE_URL`;
    expect(block.match(/\w*DATABASE_URL: \S+/g)).toEqual([`${setting}: *${name}-login`]);
    expect(block.match(/env_file: .*/g)).toEqual([
      `env_file: [{ path: env/${name}.env, required: false }]`,
    ]);
  });

  it('knows the owner of the database in the step that migrates alone', () => {
    const knowing = [...blocks].filter(([, block]) => /\bDATABASE_URL:/.test(block));
    expect(knowing.map(([name]) => name)).toEqual(['migrate']);
  });
});

it.each(SERVICES)('%s has what every service has', (name) => {
  const missing = ['README.md', 'openapi.json', 'src/main.ts', `src/${name}.module.ts`].filter(
    (file) => !existsSync(path.join(ROOT, 'apps', name, file)),
  );
  expect(missing).toEqual([]);
});

it('no package describes itself as another one does', () => {
  const packages = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(path.join(ROOT, folder)).map((name) => `${folder}/${name}/package.json`),
  );
  const descriptions = packages
    .filter((file) => existsSync(path.join(ROOT, file)))
    .map((file) => (JSON.parse(read(file)) as { description?: string }).description ?? file);
  expect(new Set(descriptions).size).toBe(descriptions.length);
});

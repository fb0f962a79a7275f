import 'reflect-metadata';

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { DEFINITIONS } from '@passerelle/all-in-one/services';
import {
  describeService,
  operatorErrors,
  platformSettings,
  readSettings,
} from '@passerelle/service-kit';
import { authErrors } from '@passerelle/auth';
import { requestErrors } from '@passerelle/http';
import { pageErrors } from '@passerelle/persistence';
import { format } from 'prettier';

import { asyncApi } from './async-api.js';
import {
  configurationPage,
  eventsPage,
  importsPage,
  problemsPage,
  schedulesPage,
} from './reference-pages.js';

const ROOT = join(import.meta.dirname, '../..');

/** Every generated file of the repository, by path. */
async function generate(): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const platform = readSettings(platformSettings, {});
  const described = [];
  for (const definition of DEFINITIONS) {
    const { document, providers } = await describeService(definition, platform);
    files.set(`apps/${definition.name}/openapi.json`, JSON.stringify(document));
    described.push({ service: definition.name, providers });
  }
  const common = [authErrors, operatorErrors, pageErrors, requestErrors].flatMap((errors) =>
    Object.values(errors).map(({ definition }) => definition),
  );
  files.set('docs/generated/asyncapi.json', JSON.stringify(asyncApi()));
  files.set('docs/generated/events.md', eventsPage());
  files.set('docs/generated/problems.md', problemsPage(DEFINITIONS, common));
  files.set('docs/generated/configuration.md', configurationPage(DEFINITIONS));
  files.set('docs/generated/schedules.md', schedulesPage(described));
  files.set('docs/generated/imports.md', importsPage(described));
  for (const [path, text] of files) {
    files.set(path, await format(text, { filepath: path, printWidth: 100 }));
  }
  return files;
}

async function present(path: string): Promise<string | undefined> {
  return readFile(join(ROOT, path), 'utf8').catch(() => undefined);
}

const files = await generate();
const outdated: string[] = [];
for (const [path, text] of files) {
  if ((await present(path)) === text) continue;
  outdated.push(path);
  if (process.argv.includes('--check')) continue;
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await writeFile(join(ROOT, path), text);
}
if (outdated.length > 0) {
  const verb = process.argv.includes('--check') ? 'outdated (run `pnpm generate`)' : 'written';
  console.log(`${verb}:\n  ${outdated.join('\n  ')}`);
}
process.exit(process.argv.includes('--check') && outdated.length > 0 ? 1 : 0);

import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../bootstrap/command.mjs';

/** Every list that names the services, and how a service is added. A test compares them with `apps/`. */
const LISTS = {
  'libs/contracts/src/roles.ts': (text, { service }) =>
    text.replace(/(SERVICES = \[[^\]]*)\]/, `$1  '${service}',\n]`),

  'apps/all-in-one/src/services.ts': (text, { service, serviceVar }) =>
    text
      .replace(
        /(?=import type)/,
        `import { ${serviceVar} } from '@passerelle/${service}/service';\n`,
      )
      .replace(/(?=\n\];)/, `\n  ${serviceVar},`),

  'apps/all-in-one/package.json': (text, { service }) =>
    json(text, ({ dependencies }) => {
      dependencies[`@passerelle/${service}`] = 'workspace:*';
    }),

  'apps/all-in-one/tsconfig.json': (text, { service }) =>
    json(text, ({ references }) => references.push({ path: `../../apps/${service}` })),

  'tsconfig.json': (text, { service }) =>
    json(text, ({ references }) => references.push({ path: `apps/${service}` })),

  'tsconfig.spec.json': (text, { service }) =>
    text.replace(
      /(?=\n *"@passerelle\/\*")/,
      `\n      "@passerelle/${service}/service": ["./apps/${service}/src/service.ts"],`,
    ),

  'docker-compose.yml': (text, { service }) =>
    text
      .replace(
        /(?=\n\nservices:\n)/,
        `
  ${loginOf(service)}_DATABASE_URL: &${service}-login postgres://passerelle_passerelle_${service.replaceAll('-', '_')}:\${${loginOf(service)}_DB_PASSWORD:?set it in .env}@postgres:5432/passerelle`,
      )
      .replace(
        /(?=\nvolumes:\n {2}postgres:\n)/,
        `
  ${service}:
    <<: *service
    command: ['node', 'apps/${service}/dist/main.js']
    env_file: [{ path: env/${service}.env, required: false }]
    environment: { <<: *environment, ${loginOf(service)}_DATABASE_URL: *${service}-login }
    ports: ['${nextPort(text)}:3000']
`,
      ),

  '.env.example': (text, { service }) =>
    text.replace(/(?=\n# The public address)/, `${loginOf(service)}_DB_PASSWORD=\n`),

  'README.md': (text, { service, summary }) =>
    text.replace(/(?=\| `apps\/all-in-one`)/, `| \`apps/${service}\` | ${summary} |\n`),
};

/** @returns the files changed */
export function addToLists(names) {
  for (const [file, add] of Object.entries(LISTS)) {
    const absolute = path.join(ROOT, file);
    const text = readFileSync(absolute, 'utf8');
    const longer = add(text, names);
    if (longer === text)
      throw new Error(`${file} has no place for a service where it was expected`);
    writeFileSync(absolute, longer);
  }
  return Object.keys(LISTS);
}

function json(text, change) {
  const value = JSON.parse(text);
  change(value);
  if (value.dependencies !== undefined) {
    value.dependencies = Object.fromEntries(Object.entries(value.dependencies).sort());
  }
  return `${JSON.stringify(value, null, 2)}\n`;
}

function loginOf(service) {
  return service.replaceAll('-', '_').toUpperCase();
}

function nextPort(compose) {
  const taken = [...compose.matchAll(/'(30\d\d):3000'/g)].map(([, port]) => Number(port));
  return Math.max(...taken) + 1;
}

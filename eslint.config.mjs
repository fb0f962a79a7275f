import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import js from '@eslint/js';
import nx from '@nx/eslint-plugin';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { passerelle } from './tools/lint/plugin.mjs';

// The boundary rule reads Nx's cached project graph and skips itself, with a mere warning, where
// there is none or an old one. Under `nx lint` the graph is fresh; elsewhere it is renewed here.
if (process.env.NX_TASK_TARGET_PROJECT === undefined) {
  execFileSync(
    process.execPath,
    [createRequire(import.meta.url).resolve('nx/bin/nx.js'), 'show', 'projects'],
    { cwd: import.meta.dirname, stdio: 'pipe' },
  );
}

const SERVICES = readdirSync(new URL('apps', import.meta.url));
const SPECS = ['**/*.spec.ts', '**/*.db-spec.ts', '**/*.http-spec.ts', '**/*.e2e-spec.ts'];
const TESTS = [...SPECS, 'apps/*/test/**/*.ts', 'libs/*/test/**/*.ts', 'e2e/**/*.ts'];
const SCRIPTS = ['tools/**', 'bench/**', 'attack/**', '**/*.mjs', '**/*.cjs', '*.config.ts'];

// Who may import whom. A layer that is not listed for another one is closed to it.
const MAY_IMPORT = {
  kernel: [],
  contracts: ['kernel'],
  persistence: ['kernel'],
  observability: ['kernel'],
  documents: ['kernel'],
  'embedded-postgres': ['kernel'],
  auth: ['kernel', 'contracts', 'observability'],
  http: ['kernel', 'persistence', 'observability', 'auth'],
  messaging: ['kernel', 'contracts', 'persistence', 'observability'],
};
MAY_IMPORT['service-kit'] = Object.keys(MAY_IMPORT);
// What only some services use stands above the kit: the kit does not know it.
for (const name of ['imports', 'sealed-messages']) {
  MAY_IMPORT[name] = [...MAY_IMPORT['service-kit'], 'service-kit'];
}
const LIBS_BUT_TESTING = Object.keys(MAY_IMPORT);
// For tests only; that no code that runs imports them is dependency-cruiser's rule.
MAY_IMPORT['test-database'] = [];
MAY_IMPORT.testing = [...LIBS_BUT_TESTING, 'test-database'];

const FRAMEWORKS = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'pg-*',
  'bullmq',
  'ioredis',
  'fastify',
  '@fastify/*',
  'express',
  'rxjs',
  'reflect-metadata',
  'class-validator',
  'class-transformer',
  'passport',
  'passport-*',
  'pino',
  'prom-client',
];
const FRAMEWORK_FREE = ['kernel', 'contracts'];

/** @param {{ inTests: boolean }} where */
function boundaries({ inTests }) {
  const layers = (names) => names.map((name) => `layer:${name}`);
  // A database depends on kernel at most, so the specs of every other library may use it.
  // They may not use `testing`: it depends on them, and the build order would have a cycle.
  const startable = (name) => inTests && !FRAMEWORK_FREE.includes(name);
  const forServices = layers(inTests ? [...LIBS_BUT_TESTING, 'testing'] : LIBS_BUT_TESTING);
  return [
    'error',
    {
      allow: [],
      // Loaded once they are built: the host by `npm start`, the others by Jest's global set-up.
      checkDynamicDependenciesExceptions: [
        '@passerelle/all-in-one',
        '@passerelle/embedded-postgres',
        '@passerelle/test-database',
      ],
      depConstraints: [
        ...Object.entries(MAY_IMPORT).map(([name, allowed]) => ({
          sourceTag: `layer:${name}`,
          onlyDependOnLibsWithTags: layers(
            startable(name) ? [...allowed, 'embedded-postgres', 'test-database'] : allowed,
          ),
          ...(FRAMEWORK_FREE.includes(name) ? { bannedExternalImports: FRAMEWORKS } : {}),
        })),
        { sourceTag: 'type:app', onlyDependOnLibsWithTags: forServices },
        { sourceTag: 'type:host', onlyDependOnLibsWithTags: [...forServices, 'type:app'] },
        {
          sourceTag: 'type:bench',
          onlyDependOnLibsWithTags: [...forServices, 'type:app', 'type:bench'],
        },
        // The attack sees what anybody outside sees: no code of a service, and no library of them.
        { sourceTag: 'type:attack', onlyDependOnLibsWithTags: ['layer:embedded-postgres'] },
        // The tools generate the documents of all services, whose list is the host's.
        {
          sourceTag: 'type:tools',
          onlyDependOnLibsWithTags: [...forServices, 'type:app', 'type:host'],
        },
      ],
    },
  ];
}

const NO_DEFAULT_EXPORT = [
  {
    selector: 'ExportDefaultDeclaration',
    message: 'Export by name: a default export has a different name in every importing file.',
  },
  {
    selector: 'ExportSpecifier[exported.name="default"]',
    message: 'Export by name: a default export has a different name in every importing file.',
  },
];
const NO_ENVIRONMENT = 'Settings are parsed once, in main.ts, and passed down.';

const MAX_LINES = { skipBlankLines: true, skipComments: true };

export default defineConfig(
  {
    ignores: [
      '**/dist/',
      '**/node_modules/',
      '**/coverage/',
      '.nx/',
      '.passerelle/',
      '.stryker-tmp/',
      'docs/generated/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  {
    files: ['**/*.{ts,mjs,cjs,js}'],
    extends: [js.configs.recommended],
    plugins: { passerelle },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
      'passerelle/file-names': 'error',
    },
  },
  {
    files: ['**/*.{mjs,cjs,js}'],
    languageOptions: {
      globals: Object.fromEntries(
        Object.getOwnPropertyNames(globalThis).map((name) => [name, 'readonly']),
      ),
    },
  },
  {
    files: ['**/*.cjs'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { module: 'writable', require: 'readonly', __dirname: 'readonly' },
    },
  },

  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    plugins: { '@nx': nx },
    languageOptions: {
      // One program over sources and specs, with libraries read from their sources: no build needed.
      parserOptions: { project: './tsconfig.spec.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@nx/enforce-module-boundaries': boundaries({ inTests: false }),
      // Every rule of the house, see tools/lint.
      ...Object.fromEntries(
        Object.keys(passerelle.rules).map((name) => [`passerelle/${name}`, 'error']),
      ),
      // A file is read in one sitting.
      'max-lines': ['error', { max: 320, ...MAX_LINES }],

      // It keeps silent in files with decorators, so classes that Nest injects stay values.
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/no-floating-promises': 'error',

      // Nest modules are classes that hold nothing but a decorator.
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      // Entities, views and commands are classes for their decorators' sake; as types they are plain shapes,
      // filled with object literals and copied by spreading.
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      '@typescript-eslint/no-misused-spread': 'off',
      // `() => repository.delete(id)` reads well, and its value is not used.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Numbers and booleans print the same everywhere; objects, null and undefined do not.
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Off: an async method without await turns a throw into a rejection, as its caller expects.
      '@typescript-eslint/require-await': 'off',

      'no-restricted-syntax': [
        'error',
        ...NO_DEFAULT_EXPORT,
        {
          selector: 'MemberExpression[property.name="env"][object.property.name="process"]',
          message: NO_ENVIRONMENT,
        },
      ],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: NO_ENVIRONMENT },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: ['process', 'node:process'].map((name) => ({
            name,
            importNames: ['env', 'default'],
            message: NO_ENVIRONMENT,
          })),
          patterns: [
            {
              regex: '^@passerelle/(?!all-in-one/services$)[^/]+/(?!service$)',
              message:
                'Import a library by its name alone: what its index.ts does not export is private.',
            },
            {
              regex: `^@passerelle/(${SERVICES.join('|')})$`,
              message: "A service has one door: '@passerelle/<service>/service'.",
            },
          ],
        },
      ],
    },
  },

  {
    files: TESTS,
    rules: {
      'max-lines': ['error', { max: 400, ...MAX_LINES }],
      '@nx/enforce-module-boundaries': boundaries({ inTests: true }),
      // Off: response bodies of supertest are `any`, and the assertion on them is the check.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      // Off: a spec that indexes past the end fails, which is what a spec is for.
      '@typescript-eslint/no-non-null-assertion': 'off',
      // Off: `expect(mock.method)` names a method without calling it.
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['libs/testing/**/*.ts'],
    rules: {
      // Off: the helpers pass on the same untyped response bodies.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },

  // The places where settings and the terminal belong.
  {
    files: ['apps/*/src/main.ts', 'libs/testing/**/*.ts', ...SCRIPTS],
    rules: {
      // Off: this is where the environment enters.
      'no-restricted-properties': 'off',
      'no-restricted-syntax': ['error', ...NO_DEFAULT_EXPORT],
    },
  },
  {
    files: ['apps/*/src/main.ts', ...SCRIPTS],
    rules: {
      // Off: what starts by hand talks to the terminal.
      'no-console': 'off',
    },
  },
  {
    files: ['**/*.config.{ts,mjs,cjs}', 'libs/testing/src/global-{setup,teardown}.ts'],
    rules: {
      // Off: the tools that read these files ask for a default export.
      'no-restricted-syntax': 'off',
    },
  },

  {
    files: [
      'apps/all-in-one/src/demo/mediation-cases.ts',
      'apps/mediation/src/imports/past-case-replay.spec.ts',
      'libs/documents/src/pdf.ts',
    ],
    rules: { 'max-lines': 'off' },
  },
);

/**
 * @jest-config-loader ts-node
 * @jest-config-loader-options {"transpileOnly": true, "compilerOptions": {"target": "ES2023", "module": "CommonJS", "moduleResolution": "bundler"}}
 */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import type { Config } from 'jest';

/** Nest and a few others are published as ES modules; Jest on Node 20 needs them as CommonJS. */
const ESM_PACKAGES = [
  '@nestjs',
  'content-disposition',
  'cookie',
  'file-type',
  'jose',
  'strtok3',
  'token-types',
  'uint8array-extras',
  'uuid',
  '@borewit',
  '@tokenizer',
  'temporal-polyfill',
  'temporal-utils',
  'stdnum',
];

// Jest loads the global setup without the mapping of modules below, so what the setup imports is built. Only the
// first run after an installation finds the build missing.
if (!existsSync('libs/testing/node_modules/@passerelle/embedded-postgres/dist/index.js')) {
  const projects = ['libs/embedded-postgres', 'libs/test-database'];
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-b', ...projects], {
    stdio: 'inherit',
  });
}

const SWC = {
  jsc: {
    parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
    transform: {
      legacyDecorator: true,
      decoratorMetadata: true,
      useDefineForClassFields: false,
    },
    target: 'es2022',
  },
  module: { type: 'commonjs' },
};

const config: Config = {
  testMatch: ['**/*.spec.ts', '**/*.db-spec.ts', '**/*.http-spec.ts', '**/*.e2e-spec.ts'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // A copy of the repository that mutation testing changes, while it runs.
  modulePathIgnorePatterns: ['/dist/', '<rootDir>/.stryker-tmp/'],
  moduleNameMapper: {
    '^@passerelle/all-in-one/services$': '<rootDir>/apps/all-in-one/src/services.ts',
    '^@passerelle/([^/]+)/service$': '<rootDir>/apps/$1/src/service.ts',
    '^@passerelle/([^/]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    // A map is longer than the code it is for, and each test file reads and compiles it again.
    '/node_modules/.+\\.(?:js|mjs)$': ['@swc/jest', { ...SWC, sourceMaps: false }],
    '^.+\\.(?:ts|js|mjs)$': ['@swc/jest', { ...SWC, sourceMaps: 'inline' }],
  },
  transformIgnorePatterns: [`/node_modules/(?!\\.pnpm/|(${ESM_PACKAGES.join('|')})/)`],
  setupFiles: ['reflect-metadata'],
  globalSetup: '<rootDir>/libs/testing/src/global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/global-teardown.ts',
  testSequencer: '<rootDir>/tools/bootstrap/test-sequencer.mjs',
  maxWorkers: 2,
  // Far above what any test needs: a busy machine is no failure.
  testTimeout: 180_000,
};

export default config;

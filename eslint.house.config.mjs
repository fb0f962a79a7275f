// The rules that not every service keeps yet, apart: npx eslint -c eslint.house.config.mjs apps/mediation
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { passerelle } from './tools/lint/plugin.mjs';

const ALREADY_ON = new Set(['file-names', 'injected-by-value']);
const rules = Object.keys(passerelle.rules).filter((name) => !ALREADY_ON.has(name));

export default defineConfig(
  { ignores: ['**/dist/', '**/node_modules/', 'docs/generated/'] },
  { linterOptions: { noInlineConfig: true } },
  {
    files: ['**/*.ts'],
    languageOptions: { parser: tseslint.parser },
    plugins: { passerelle },
    rules: {
      ...Object.fromEntries(rules.map((name) => [`passerelle/${name}`, 'error'])),
      'max-lines': ['error', { max: 320, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*spec.ts'],
    rules: { 'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }] },
  },
);

import { readFileSync } from 'node:fs';
import path from 'node:path';

import { filesUnder, read } from './cited-law.js';
import { enumerationValues } from './glossary.js';

const ROOT = path.join(__dirname, '..', '..');

describe('the glossary', () => {
  it('holds each value of each enumeration that a service shows', () => {
    const glossary = read(path.join(ROOT, 'docs/glossary.md'));
    const documents = filesUnder([path.join(ROOT, 'apps')], ['openapi.json']);
    expect(documents.length).toBeGreaterThan(5);
    const missing = documents.flatMap((file) =>
      enumerationValues(JSON.parse(readFileSync(file, 'utf8')))
        .filter((value) => !glossary.includes(`\`${value}\``))
        .map((value) => `${path.basename(path.dirname(file))}: ${value}`),
    );
    expect(missing).toEqual([]);
  });

  it('is asked for domain values, not for those of the protocol', () => {
    const document = {
      paths: {
        '/things': { get: { parameters: [{ name: 'language', schema: { enum: ['fr'] } }] } },
      },
      components: {
        schemas: {
          Thing: { properties: { kind: { anyOf: [{ enum: ['departure', null] }] } } },
          Health: { properties: { status: { enum: ['ready'] } } },
          Refusal: { properties: { code: { enum: ['scales/unknown-key'] } } },
        },
      },
    };
    expect(enumerationValues(document)).toEqual(['departure']);
  });
});

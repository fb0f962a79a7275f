import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { FAULTS } from './faults.mjs';

const ROOT = path.join(__dirname, '..', '..');

describe('the faults of the sabotage', () => {
  it.each(FAULTS.map((fault) => [fault.name, fault] as const))('%s fits the code', (_, fault) => {
    const text = readFileSync(path.join(ROOT, fault.file), 'utf8');
    expect(text.split(fault.search).length - 1).toBe(1);
    expect(fault.tests.filter((test) => !existsSync(path.join(ROOT, test)))).toEqual([]);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

interface Report {
  readonly summary: { readonly violations: readonly Violation[] };
}

interface Violation {
  readonly from: string;
  readonly rule: { readonly name: string };
}

const ROOT = path.join(__dirname, '..', '..');
const CONFIGURATIONS = ['.dependency-cruiser.cjs', '.dependency-cruiser.features.cjs'];

/** A small repository that breaks every rule; the comment of a file says which. */
const TREE: Record<string, string> = {
  'tsconfig.spec.json': '{}',
  'apps/one/src/service.ts':
    "import './cases/case.js'; import './cases/cases.controller.js'; import './closure/closure.service.js';",
  // host-through-the-door
  'apps/two/src/service.ts': "import '../../one/src/cases/case.js';",
  // rules-know-no-framework, rules-do-no-io, rules-know-no-layer, not-to-unresolvable
  'apps/one/src/cases/case.ts':
    "import '@nestjs/common'; import 'node:fs'; import './case.entity.js'; import './nowhere.js'; export const open = 1;",
  // sql-stays-in-repositories, controller-not-to-repository
  'apps/one/src/cases/cases.controller.ts': "import 'typeorm'; import './cases.repository.js';",
  'apps/one/src/cases/cases.repository.ts': "import 'typeorm'; export const cases = 1;",
  // features-descend: cases needs closure, which needs cases
  'apps/one/src/cases/case.entity.ts':
    "import type { Closed } from '../closure/closure.js'; export type Case = Closed;",
  'apps/one/src/closure/closure.ts':
    "import { open } from '../cases/case.js'; export type Closed = typeof open;",
  // no-foreign-repository
  'apps/one/src/closure/closure.service.ts': "import '../cases/cases.repository.js';",
  // no-circular
  'apps/one/src/notes/note.ts': "import './notes.js'; export const note = 1;",
  'apps/one/src/notes/notes.ts': "import './note.js'; export const notes = 1;",
  // no-unreached-file, tests-stay-out
  'apps/one/src/notes/dead.ts': "import './note.spec.js';",
  'apps/one/src/notes/note.spec.ts': 'export const expected = 1;',
  // no-orphans
  'libs/kernel/src/alone.ts': 'export const alone = 1;',
  // sql-stays-in-data-libraries
  'libs/kernel/src/index.ts': "import 'typeorm';",
};

function cruise(folder: string, configuration: string): readonly Violation[] {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      path.join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', path.join(ROOT, configuration), '--output-type', 'json', 'apps', 'libs'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
  );
  if (stdout === '') throw new Error(stderr);
  return (JSON.parse(stdout) as Report).summary.violations;
}

describe('the rules between files', () => {
  let folder: string;
  let broken: readonly Violation[];

  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'passerelle-dependencies-'));
    for (const [file, content] of Object.entries(TREE)) {
      mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(folder, file), content);
    }
    broken = CONFIGURATIONS.flatMap((configuration) => cruise(folder, configuration));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const names = CONFIGURATIONS.flatMap((configuration) => {
    const { forbidden } = createRequire(__filename)(path.join(ROOT, configuration)) as {
      forbidden: readonly { name: string }[];
    };
    return forbidden.map(({ name }) => name);
  });

  it.each(names)('%s is noticed when broken', (name) => {
    expect(broken.map(({ rule }) => rule.name)).toContain(name);
  });

  it('tells features that need each other from features that one needs of the other', () => {
    const cycles = broken.filter(({ rule }) => rule.name === 'features-descend');
    expect(cycles.map(({ from }) => from).sort()).toEqual([
      'apps/one/src/cases',
      'apps/one/src/closure',
    ]);
  });
});

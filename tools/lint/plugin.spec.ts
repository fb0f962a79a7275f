import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { passerelle } from './plugin.mjs';

interface Example {
  readonly file: string;
  readonly code: string;
}

interface Examples {
  readonly keeps: readonly Example[];
  readonly breaks: readonly Example[];
}

const example = (file: string, code: string): Example => ({ file, code });
const FEATURE = 'apps/mediation/src/notes';

/** For every rule, code that keeps it and code that breaks it. */
const EXAMPLES: Record<string, Examples> = {
  'decorators-in-their-files': {
    keeps: [
      example(`${FEATURE}/notes.controller.ts`, '@Controller() export class NotesController {}'),
      example(`${FEATURE}/notes.schedule.ts`, 'class S { @Scheduled({}) run() {} }'),
      example('libs/imports/src/import-engine.ts', 'class S { @Scheduled({}) run() {} }'),
    ],
    breaks: [
      example(`${FEATURE}/notes.service.ts`, '@Controller() export class NotesController {}'),
      example(`${FEATURE}/notes.service.ts`, 'class S { @Scheduled({}) run() {} }'),
      example(`${FEATURE}/notes.service.ts`, 'class S { @On(Event) run() {} }'),
      example(`${FEATURE}/note.ts`, "@Entity('notes') export class Note {}"),
    ],
  },
  entities: {
    keeps: [
      example(
        `${FEATURE}/read-entry.entity.ts`,
        '@Entity() class ReadEntry {} @Entity() class ReadSeal {}',
      ),
    ],
    breaks: [
      example(`${FEATURE}/note.entity.ts`, '@Entity() class NoteRow {}'),
      example(`${FEATURE}/note.entity.ts`, '@Entity() class NoteEntity {}'),
      example(`${FEATURE}/note.entity.ts`, '@Entity() class Remark {}'),
    ],
  },
  'file-names': {
    keeps: [example(`${FEATURE}/notes.service.ts`, ''), example('libs/kernel/src/index.ts', '')],
    breaks: [
      example(`${FEATURE}/index.ts`, ''),
      example(`${FEATURE}/date-utils.ts`, ''),
      example(`${FEATURE}/NotesService.ts`, ''),
    ],
  },
  'injected-by-value': {
    keeps: [
      example(
        `${FEATURE}/notes.service.ts`,
        "import { A } from './a.js'; @Injectable() class S { constructor(private readonly a: A) {} }",
      ),
    ],
    breaks: [
      example(
        `${FEATURE}/notes.service.ts`,
        "import type { A } from './a.js'; @Injectable() class S { constructor(private readonly a: A) {} }",
      ),
    ],
  },
  'one-meaning': {
    keeps: [
      example(`${FEATURE}/notes.service.ts`, 'const tokenLifeMs = 1; const lifecycle = 2;'),
      example('apps/mediation/src/referrals/referral.ts', 'export function handover() {}'),
      // A name that others gave is theirs.
      example(`${FEATURE}/notes.service.ts`, 'const name = row.company;'),
    ],
    breaks: [
      example(`${FEATURE}/notes.service.ts`, 'interface Standing { on: string }'),
      example(`${FEATURE}/notes.service.ts`, 'export function relive() {}'),
      example(`${FEATURE}/notes.service.ts`, 'function write(pen) { pen.dot(); }'),
      example(
        `${FEATURE}/notes.service.ts`,
        'class S { constructor(private readonly desk: D) {} }',
      ),
      example(`${FEATURE}/told-events.ts`, 'export const events = [];'),
      example(`${FEATURE}/past-case.ts`, 'export class PastCaseLife {}'),
      example(
        'apps/notifications/src/channels/channel.ts',
        'export interface Handover { id: string }',
      ),
    ],
  },
  'private-by-keyword': {
    keeps: [example(`${FEATURE}/notes.service.ts`, 'class S { private readonly day = 1; }')],
    breaks: [
      example(`${FEATURE}/notes.service.ts`, 'class S { readonly #day = 1; }'),
      example('libs/kernel/src/money.ts', 'class S { #count() {} }'),
    ],
  },
  'pure-rules': {
    keeps: [
      example(`${FEATURE}/note.ts`, 'const day = new Date(instant);'),
      example(`${FEATURE}/notes.service.ts`, "import { Clock, newId } from '@passerelle/kernel';"),
      example('libs/kernel/src/clock.ts', 'new Date();'),
      example(`${FEATURE}/note.spec.ts`, 'Math.random();'),
      example('apps/all-in-one/src/demo/random.ts', 'Math.random();'),
    ],
    breaks: [
      ...[
        'new Date();',
        'Date();',
        'Date.now();',
        'Math.random();',
        'performance.now();',
        'process.hrtime.bigint();',
        'Temporal.Now.instant();',
        'crypto.randomUUID();',
        "import { randomUUID } from 'node:crypto';",
        "import { randomBytes } from 'crypto';",
        "import { newId } from '@passerelle/kernel';",
        "import { type Clock } from '@passerelle/kernel';",
      ].map((code) => example(`${FEATURE}/note.ts`, code)),
      example('libs/kernel/src/money.ts', 'Date.now();'),
      example('libs/contracts/src/event.ts', 'Date.now();'),
    ],
  },
  'repository-methods': {
    keeps: [
      example(
        `${FEATURE}/notes.repository.ts`,
        'class NotesRepository { byId() {} listening() {} ofReferral() {} }',
      ),
    ],
    breaks: ['find', 'findByKey', 'get', 'getAll', 'list', 'save', 'saveAll', 'loadOpen'].map(
      (name) =>
        example(`${FEATURE}/notes.repository.ts`, `class NotesRepository { async ${name}() {} }`),
    ),
  },
  'request-names': {
    keeps: [example(`${FEATURE}/notes.dto.ts`, 'class CloseReferral {} class NotesQuery {}')],
    breaks: ['CloseRequest', 'CloseBody', 'CloseCommand', 'CloseDto'].map((name) =>
      example(`${FEATURE}/notes.dto.ts`, `export class ${name} {}`),
    ),
  },
  'specs-beside-their-code': {
    keeps: [
      example('tools/lint/anything.spec.ts', ''),
      example('libs/kernel/src/siret.spec.ts', ''),
      example('apps/mediation/src/notes/notes.http-spec.ts', ''),
      example('apps/mediation/test/cases.http-spec.ts', ''),
    ],
    breaks: [
      example('libs/kernel/src/nothing-of-the-name.spec.ts', ''),
      example('apps/mediation/src/mediation.http-spec.ts', ''),
    ],
  },
  'transactions-in-services': {
    keeps: [
      example(
        `${FEATURE}/notes.service.ts`,
        "import { Transactions } from '@passerelle/persistence';",
      ),
      example(
        `${FEATURE}/notes.directory.ts`,
        "import { Transactions } from '@passerelle/persistence';",
      ),
      example(`${FEATURE}/notes.schedule.ts`, "import { Tx } from '@passerelle/persistence';"),
      example(
        'apps/mediation/src/commands.ts',
        "import { Transactions } from '@passerelle/persistence';",
      ),
    ],
    breaks: [
      example(
        `${FEATURE}/notes.controller.ts`,
        "import { Transactions } from '@passerelle/persistence';",
      ),
      example(
        `${FEATURE}/notes.schedule.ts`,
        "import { Transactions } from '@passerelle/persistence';",
      ),
    ],
  },
  'unknown-id': {
    keeps: [
      example(
        `${FEATURE}/notes.errors.ts`,
        "defineErrors('m', { unknownKey: { kind: 'not-found', title: {}, detail: {} } });",
      ),
      example(
        `${FEATURE}/notes.errors.ts`,
        "defineErrors('m', { closed: { kind: 'conflict', title: {} } });",
      ),
    ],
    breaks: [
      example(
        `${FEATURE}/notes.errors.ts`,
        "defineErrors('m', { unknown: { kind: 'not-found', title: {} } });",
      ),
    ],
  },
  'version-in-repository': {
    keeps: [
      example(
        `${FEATURE}/notes.repository.ts`,
        'const next = { ...note, version: note.version + 1 };',
      ),
      example(`${FEATURE}/notes.service.ts`, 'const count = note.views + 1;'),
    ],
    breaks: [
      example(
        `${FEATURE}/notes.service.ts`,
        'const next = { ...note, version: note.version + 1 };',
      ),
      example(`${FEATURE}/notes.service.ts`, 'note.version += 1;'),
      example(`${FEATURE}/notes.service.ts`, 'note.version++;'),
    ],
  },
  'views-in-their-files': {
    keeps: [
      example(`${FEATURE}/note.view.ts`, 'export class NoteView {}'),
      example(`${FEATURE}/notes.http-spec.ts`, 'class NoteView {}'),
    ],
    breaks: [
      example(`${FEATURE}/notes.dto.ts`, 'export class NoteView {}'),
      example('libs/imports/src/import.policy.ts', 'export class ImportView {}'),
    ],
  },
};

const tester = new RuleTester({ languageOptions: { parser: tseslint.parser } });
const asCase = ({ file, code }: Example) => ({ filename: file, code });

for (const [name, rule] of Object.entries(passerelle.rules)) {
  const { keeps, breaks } = EXAMPLES[name] ?? { keeps: [], breaks: [] };
  tester.run(name, rule, {
    valid: keeps.map(asCase),
    invalid: breaks.map((broken) => ({ ...asCase(broken), errors: 1 })),
  });
}

describe('the rules of the house', () => {
  it('have an example each of what they refuse', () => {
    const shown = Object.keys(EXAMPLES).filter((name) => EXAMPLES[name]?.breaks.length !== 0);
    expect(shown.sort()).toEqual(Object.keys(passerelle.rules).sort());
  });
});

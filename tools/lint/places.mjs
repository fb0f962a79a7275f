import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { decoratorsOf, isTest, kebab, placeOf, SPEC } from './place.mjs';

const inServicesAndLibraries = (file) => /^(?:apps|libs)\/[^/]+\/src\//.test(file) && !isTest(file);

/** What each decorator makes of a class shows in the name of its file. */
const ROLE_OF = {
  Controller: 'controller',
  Entity: 'entity',
  On: 'consumer',
  Scheduled: 'schedule',
};

/** A reader finds every route, subscription, schedule and table of a service by the names of files. */
export const decoratorsInTheirFiles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { place: '@{{decorator}} belongs in a file named *.{{role}}.ts.' },
  },
  create(context) {
    const file = placeOf(context);
    if (!file.startsWith('apps/') || isTest(file)) return {};
    const check = (node) => {
      for (const decorator of decoratorsOf(node)) {
        const role = ROLE_OF[decorator];
        if (role !== undefined && !file.endsWith(`.${role}.ts`)) {
          context.report({ node, messageId: 'place', data: { decorator, role } });
        }
      }
    };
    return { ClassDeclaration: check, MethodDefinition: check };
  },
};

/** The row of a table is called by its noun, in a file of that name. */
export const entities = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      suffix: 'The entity is the noun itself: "{{noun}}", not "{{name}}".',
      file: 'None of the entities here is called like the file: "{{name}}" belongs in {{expected}}.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (!file.endsWith('.entity.ts')) return {};
    const found = [];
    return {
      ClassDeclaration(node) {
        if (!decoratorsOf(node).includes('Entity')) return;
        found.push(node);
        const name = node.id.name;
        const noun = name.replace(/(?:Row|Entity)$/, '');
        if (noun !== name) {
          context.report({ node: node.id, messageId: 'suffix', data: { noun, name } });
        }
      },
      'Program:exit'() {
        const fileOf = ({ id }) => `${kebab(id.name.replace(/(?:Row|Entity)$/, ''))}.entity.ts`;
        if (found.length === 0 || found.some((node) => fileOf(node) === path.basename(file)))
          return;
        const [node] = found;
        const data = { name: node.id.name, expected: fileOf(node) };
        context.report({ node: node.id, messageId: 'file', data });
      },
    };
  },
};

/** What the outside sees of a thing is one file, apart from what the outside may send. */
export const viewsInTheirFiles = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { place: '"{{name}}" is an answer: it belongs in a file named *.view.ts.' },
  },
  create(context) {
    const file = placeOf(context);
    if (!inServicesAndLibraries(file) || file.endsWith('.view.ts')) return {};
    return {
      'ClassDeclaration[id.name=/View$/]'(node) {
        context.report({ node: node.id, messageId: 'place', data: { name: node.id.name } });
      },
    };
  },
};

/** A use case is one transaction, so services open it. Controllers, rules and policies never do. */
export const transactionsInServices = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      place:
        '`Transactions` is for *.service.ts, *.repository.ts and *.directory.ts: ask one of them.',
    },
  },
  create(context) {
    const file = placeOf(context);
    const allowed = /[.](?:service|repository|directory)[.]ts$/.test(file) || isTest(file);
    // The files of a service's root wire its features, or run a command of an operator.
    if (!/^apps\/[^/]+\/src\/[^/]+\//.test(file) || allowed) return {};
    return {
      'ImportDeclaration[source.value="@passerelle/persistence"] > ImportSpecifier[imported.name="Transactions"]'(
        node,
      ) {
        context.report({ node, messageId: 'place' });
      },
    };
  },
};

/** A test stands beside the code that it is about, or with those of the whole service in `test/`. */
export const specsBesideTheirCode = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      root: 'A test of the whole service belongs in apps/<service>/test/.',
      lonely:
        'No file here is called "{{subject}}": put the test beside its code, under the same name.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (!/^(?:apps|libs)\/[^/]+\/src\//.test(file) || !SPEC.test(file)) return {};
    return {
      Program(node) {
        const subject = path.basename(file).replace(SPEC, '');
        if (/^apps\/[^/]+\/src\/[^/]+[.](?:http|fuzz)-spec[.]ts$/.test(file)) {
          context.report({ node, messageId: 'root' });
        } else if (!hasSubject(path.dirname(context.filename), subject)) {
          context.report({ node, messageId: 'lonely', data: { subject: `${subject}.ts` } });
        }
      },
    };
  },
};

/** `statistics.http-spec.ts` is about `statistics.ts` or, for instance, `statistics.controller.ts`. */
function hasSubject(folder, subject) {
  if (existsSync(path.join(folder, `${subject}.ts`))) return true;
  return readdirSync(folder).some((name) => name.startsWith(`${subject}.`) && !SPEC.test(name));
}

import path from 'node:path';
import { isTest, placeOf, wordsOf } from './place.mjs';

/** One spelling for what is private; `#` hides a member from a debugger and from Nest's proxies. */
export const privateByKeyword = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: { hash: 'Write `private readonly {{name}}`, not `#{{name}}`.' },
  },
  create(context) {
    return {
      ':matches(PropertyDefinition, MethodDefinition, AccessorProperty) > PrivateIdentifier.key'(
        node,
      ) {
        context.report({ node, messageId: 'hash', data: { name: node.name } });
      },
    };
  },
};

/** A request says what its sender wants done: `CloseReferral`. */
export const requestNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      suffix:
        '"{{name}}": name a request after what it asks for (`CloseReferral`), a query string `…Query` or `…Filter`.',
    },
  },
  create(context) {
    if (!placeOf(context).endsWith('.dto.ts')) return {};
    return {
      'ClassDeclaration[id.name=/(?:Request|Body|Command|Dto)$/]'({ id }) {
        context.report({ node: id, messageId: 'suffix', data: { name: id.name } });
      },
    };
  },
};

/** `byId`, `byIdForChange`, `page`, then methods named after the question that they answer. */
export const repositoryMethods = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      verb: '"{{name}}" says how, not what: `byId`, `byIdForChange`, `page`, or a name for the question asked.',
    },
  },
  create(context) {
    if (!/[.](?:repository|directory)[.]ts$/.test(placeOf(context))) return {};
    return {
      'MethodDefinition[key.name=/^(?:find|get|list|save|fetch|load)(?![a-z])/]'(node) {
        if (!/(?:Repository|Directory)$/.test(node.parent.parent.id?.name ?? '')) return;
        context.report({ node: node.key, messageId: 'verb', data: { name: node.key.name } });
      },
    };
  },
};

/** Words that were used for several things, and what to write in their place. */
const RETIRED_WORDS = new Map([
  ['acquaintance', 'say what is known'],
  ['apart', 'say what is separated from what'],
  ['company', 'say which set of things'],
  ['desk', 'say what the class does'],
  ['pen', '`writer`'],
  ['relive', '`replay`'],
  ['relived', '`replayed`'],
  ['standing', '`position`, `status` or `state`'],
  ['telling', 'say what is reported, and to whom'],
  ['told', '`reported`, `notified` or `informed`'],
]);

function adviceOn(word, { file, isLast }) {
  // The change of mediator is a handover; a message is sent.
  if (/^handovers?$/.test(word)) {
    const mediation = /^apps\/(?:mediation|all-in-one)\/|^libs\/contracts\//.test(file);
    return mediation ? undefined : 'a handover is a change of mediator, a message is sent';
  }
  // `pastCaseLife` says no more than `pastCase`, but `tokenLifeMs` says how long a token lives.
  if (word === 'life' && isLast) return '`lifecycle`, or say which steps';
  return RETIRED_WORDS.get(word);
}

/** One word has one meaning in the whole repository (`docs/glossary.md`). */
export const oneMeaning = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      word: '"{{word}}" in "{{name}}" has meant several things here: {{advice}}.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (!/^(?:apps|libs)\//.test(file)) return {};
    const reported = new Set();
    const check = (node, name) => {
      if (reported.has(name)) return;
      const words = wordsOf(name);
      for (const [index, word] of words.entries()) {
        const advice = adviceOn(word, { file, isLast: index === words.length - 1 });
        if (advice === undefined) continue;
        reported.add(name);
        context.report({ node, messageId: 'word', data: { word, name, advice } });
      }
    };
    const declared = (node) => {
      const name = node.id ?? node.key;
      if (name?.type === 'Identifier' || name?.type === 'PrivateIdentifier') check(name, name.name);
    };
    return {
      Program(node) {
        check(node, path.basename(file, '.ts'));
      },
      VariableDeclarator: declared,
      FunctionDeclaration(node) {
        declared(node);
      },
      ':function > Identifier.params'(node) {
        check(node, node.name);
      },
      ClassDeclaration: declared,
      TSInterfaceDeclaration: declared,
      TSTypeAliasDeclaration: declared,
      MethodDefinition: declared,
      PropertyDefinition: declared,
      TSPropertySignature: declared,
      TSParameterProperty(node) {
        check(node, (node.parameter.left ?? node.parameter).name);
      },
    };
  },
};

/** A refusal of one's own says more than "not found": otherwise it is `requestErrors.unknownId`. */
export const unknownId = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      repeats:
        '"{{name}}" repeats `requestErrors.unknownId()`: use that one, or say in `detail` which key is looked for and which ones exist.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (!file.startsWith('apps/') || !file.endsWith('.errors.ts')) return {};
    return {
      'Property > ObjectExpression'(node) {
        const member = (name) => node.properties.find(({ key }) => key?.name === name);
        if (member('kind')?.value.value !== 'not-found' || member('detail') !== undefined) return;
        const { key } = node.parent;
        context.report({ node: key, messageId: 'repeats', data: { name: key.name ?? key.value } });
      },
    };
  },
};

/** Whoever writes a row raises its version; a caller that forgets would lose another's change. */
export const versionInRepository = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      raised: 'The repository raises `version` when it writes the row, not its callers.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (!/^apps\/[^/]+\/src\//.test(file) || /[.]repository[.]ts$/.test(file) || isTest(file)) {
      return {};
    }
    return {
      'BinaryExpression[operator="+"][left.property.name="version"][right.value=1]'(node) {
        context.report({ node, messageId: 'raised' });
      },
      'AssignmentExpression[operator="+="][left.property.name="version"]'(node) {
        context.report({ node, messageId: 'raised' });
      },
      'UpdateExpression[argument.property.name="version"]'(node) {
        context.report({ node, messageId: 'raised' });
      },
    };
  },
};

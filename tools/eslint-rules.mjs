import path from 'node:path';

/** What says nothing about its content ends up holding everything. */
const VAGUE = /^(utils?|commons?|helpers?|managers?|misc|shared)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Names of files and folders: kebab-case, no vague word, `index.ts` only as the root of a library. */
const fileNames = {
  meta: {
    type: 'suggestion',
    schema: [],
    messages: {
      index: 'Only the root of a library (libs/<name>/src/index.ts) may be called index.ts.',
      vague:
        '"{{part}}" says nothing about the content: name the file or folder after what it holds.',
      kebab: '"{{part}}" is not kebab-case.',
    },
  },
  create(context) {
    return {
      Program(node) {
        const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
        if (file.startsWith('../')) return;
        // A leading dot belongs to the tool that reads the file, not to the name.
        const folders = file.replace(/^[.]/, '').split('/');
        const name = folders.pop();
        if (/^index\.[cm]?[jt]s$/.test(name) && !/^libs\/[^/]+\/src\/index\.ts$/.test(file)) {
          context.report({ node, messageId: 'index' });
        }
        // Words of the file name count too: `date-utils.ts`, `referrals.helpers.ts`.
        const words = name
          .split('.')
          .slice(0, -1)
          .flatMap((part) => part.split('-'));
        for (const part of [...folders, ...words]) {
          if (VAGUE.test(part)) context.report({ node, messageId: 'vague', data: { part } });
        }
        for (const part of [...folders, ...name.split('.').slice(0, -1)]) {
          if (!KEBAB.test(part)) context.report({ node, messageId: 'kebab', data: { part } });
        }
      },
    };
  },
};

/**
 * Nest finds what to inject through the class that the compiler writes into the metadata of the
 * constructor. `import type` leaves nothing there, which shows only when the module starts.
 */
const injectedByValue = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      typeOnly:
        '"{{name}}" is injected by its class, which `import type` erases: import it as a value, or inject it by a token with @Inject().',
    },
  },
  create(context) {
    const typeOnly = new Set();
    return {
      ImportDeclaration(node) {
        for (const specifier of node.specifiers) {
          if (node.importKind === 'type' || specifier.importKind === 'type') {
            typeOnly.add(specifier.local.name);
          }
        }
      },
      'MethodDefinition[kind="constructor"]'(node) {
        if ((node.parent.parent.decorators ?? []).length === 0) return;
        for (const parameter of node.value.params) {
          if ((parameter.decorators ?? []).length > 0) continue;
          const target = parameter.type === 'TSParameterProperty' ? parameter.parameter : parameter;
          const annotation = target.typeAnnotation?.typeAnnotation;
          if (annotation?.type !== 'TSTypeReference') continue;
          const name = annotation.typeName.type === 'Identifier' ? annotation.typeName.name : '';
          if (typeOnly.has(name)) {
            context.report({ node: annotation, messageId: 'typeOnly', data: { name } });
          }
        }
      },
    };
  },
};

export const passerelle = {
  meta: { name: 'passerelle' },
  rules: { 'file-names': fileNames, 'injected-by-value': injectedByValue },
};

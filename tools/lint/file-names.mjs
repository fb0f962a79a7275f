import { placeOf } from './place.mjs';

/** What says nothing about its content ends up holding everything. */
const VAGUE = /^(utils?|commons?|helpers?|managers?|misc|shared)$/;
const KEBAB = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Names of files and folders: kebab-case, no vague word, `index.ts` only as the root of a library. */
export const fileNames = {
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
        const file = placeOf(context);
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

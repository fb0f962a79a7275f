import { isTest, placeOf } from './place.mjs';

/** `apps/mediation/src/referrals/referral.ts`: a name without a role suffix, in a feature. */
const RULES = /^apps\/(?!all-in-one\/)[^/]+\/src\/(?!migrations\/)(?:[^/]+\/)+[^/.]+[.]ts$/;
/** The libraries that rules are made of, but for the two files that hold the present and chance. */
const PURE_LIBRARIES = /^libs\/(?:kernel|contracts)\/src\/(?!(?:clock|ids|index)[.]ts$)/;

const OF_CLOCK_AND_CHANCE = new Set(['Clock', 'SystemClock', 'newId']);
const RANDOM = /^(?:random|getRandomValues|pseudoRandom)/;

/** Members that give another value at each call. */
const IMPURE_MEMBERS = [
  { object: 'Date', property: /^now$/ },
  { object: 'Math', property: /^random$/ },
  { object: 'performance', property: /^now$/ },
  { object: 'process', property: /^hrtime$/ },
  { object: 'crypto', property: RANDOM },
  { object: 'Temporal', property: /^Now$/ },
];

/**
 * A rule that reads the clock or makes an id answers differently each time it is asked: its tests
 * cannot say what it must answer, and an import of last year's cases cannot apply it.
 */
export const pureRules = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      impure: '{{what}} has no place in a rule: the day, the instant and ids are parameters.',
    },
  },
  create(context) {
    const file = placeOf(context);
    if (isTest(file) || !(RULES.test(file) || PURE_LIBRARIES.test(file))) return {};
    const report = (node, what) => {
      context.report({ node, messageId: 'impure', data: { what: `\`${what}\`` } });
    };
    return {
      ImportSpecifier(node) {
        const name = node.imported.name;
        const fromCrypto = /^(?:node:)?crypto$/.test(node.parent.source.value);
        if (OF_CLOCK_AND_CHANCE.has(name) || (fromCrypto && RANDOM.test(name))) report(node, name);
      },
      'NewExpression[callee.name="Date"][arguments.length=0]'(node) {
        report(node, 'new Date()');
      },
      'CallExpression[callee.name="Date"]'(node) {
        report(node, 'Date()');
      },
      MemberExpression(node) {
        const { object, property } = node;
        if (
          IMPURE_MEMBERS.some(
            (impure) => impure.object === object.name && impure.property.test(property.name),
          )
        ) {
          report(node, `${object.name}.${property.name}`);
        }
      },
    };
  },
};

import path from 'node:path';

/** Where the linted file stands, from the root of the repository, with `/` on every system. */
export function placeOf(context) {
  return path.relative(context.cwd, context.filename).split(path.sep).join('/');
}

export const SPEC = /[.](?:(?:db|http|fuzz|e2e)-)?spec[.]ts$/;

/** Code that only tests run. */
export function isTest(file) {
  return SPEC.test(file) || /^(?:apps|libs)\/[^/]+\/test\/|^libs\/test|^(?:e2e|bench)\//.test(file);
}

/** The names of the decorators of a class or of a member: `@On(…)` is `On`. */
export function decoratorsOf(node) {
  return (node.decorators ?? []).map(({ expression }) =>
    expression.type === 'CallExpression' ? expression.callee.name : expression.name,
  );
}

/** `RefreshToken` is `refresh-token`. */
export function kebab(name) {
  return name.replace(/(?<=[a-z0-9])[A-Z]|(?<!^)[A-Z](?=[a-z])/g, '-$&').toLowerCase();
}

/** `pastCaseLife`, `past-case-life` and `PAST_CASE_LIFE` are past, case, life. */
export function wordsOf(name) {
  return (name.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase());
}

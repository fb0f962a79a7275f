// The rules between the features of a service. Root files wire the features, so they are left out here.
const base = require('./.dependency-cruiser.cjs');

const SPEC = '[.](?:db-|http-|fuzz-|e2e-)?spec[.]ts$';

module.exports = {
  forbidden: [
    {
      name: 'features-descend',
      comment: 'Two features that need each other are one feature, or lack a third one below them.',
      severity: 'error',
      scope: 'folder',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-foreign-repository',
      comment:
        'Another feature is asked through its service, or through a read-only directory of its own.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/([^/]+)/' },
      to: { path: '[.]repository[.]ts$', pathNot: '^apps/$1/src/$2/' },
    },
  ],
  options: {
    ...base.options,
    // The files of a service's root wire its features; specs may look where they like.
    includeOnly: { path: '^apps/[^/]+/src/[^/]+/' },
    exclude: { path: [base.options.exclude.path, SPEC] },
  },
};

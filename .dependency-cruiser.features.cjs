// The rules between the features of a service. Root files wire the features, so they are left out here.
const base = require('./.dependency-cruiser.cjs');

const SPEC = '[.](?:db-|http-|fuzz-|e2e-)?spec[.]ts$';

// The services whose features do not keep these rules yet.
const NOT_YET = '^apps/(?:notifications|scales)/';

module.exports = {
  forbidden: [
    {
      name: 'features-descend',
      comment: 'Two features that need each other are one feature, or lack a third one below them.',
      severity: 'error',
      scope: 'folder',
      from: { pathNot: NOT_YET },
      to: { circular: true },
    },
    {
      name: 'no-foreign-repository',
      comment:
        'Another feature is asked through its service, or through a read-only directory of its own.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/src/([^/]+)/', pathNot: NOT_YET },
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

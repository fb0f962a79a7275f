// Who may import whom inside a service. Between projects, see the boundaries in eslint.config.mjs.

const SPEC = '[.](?:db-|http-|fuzz-|e2e-)?spec[.]ts$';
const TEST = `${SPEC}|^apps/[^/]+/test/|^libs/[^/]+/test/|^libs/test(?:ing|-database)/|^e2e/|^bench/`;

// Where an import chain may start: what Node, Jest or another project names.
const ENTRY =
  '^apps/[^/]+/src/(?:main|services?)[.]ts$|^libs/[^/]+/src/(?:index|global-setup|global-teardown)[.]ts$';

// A feature's rules: `apps/mediation/src/referrals/referral.ts`, a name without a role suffix.
const RULES = {
  path: '^apps/[^/]+/src/.+/[^/.]+[.]ts$',
  pathNot: '^apps/all-in-one/|/migrations/',
};
const FRAMEWORK =
  '(?:^|node_modules/)(?:@nestjs|@fastify|fastify|typeorm|pg|bullmq|ioredis|rxjs|reflect-metadata|class-validator|class-transformer|passport|express|pino|prom-client)(?:/|$)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one file, or lack a third one.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it imports nothing.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          SPEC,
          '/src/main[.]ts$',
          '/src/migrations/',
          '[.]d[.]ts$',
          '[.]config[.]ts$',
          '^tools/',
        ],
      },
      to: {},
    },
    {
      name: 'no-unreached-file',
      comment:
        'No entry point leads to this file: it is dead, or only its own spec keeps it alive.',
      severity: 'error',
      from: {
        path: ENTRY,
      },
      to: {
        path: '^(?:apps|libs)/[^/]+/src/',
        pathNot: [SPEC, ENTRY, '[.]d[.]ts$', '/src/migrations/'],
        reachable: false,
      },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'The import leads nowhere: a typing error, or a package missing from package.json.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'sql-stays-in-repositories',
      comment:
        'In a service, only entities, repositories, directories and migrations know TypeORM.',
      severity: 'error',
      from: {
        path: '^apps/',
        pathNot: [TEST, '[.](?:entity|repository|directory)[.]ts$', '/src/migrations/'],
      },
      to: { path: '(?:^|node_modules/)(?:typeorm|@nestjs/typeorm)(?:/|$)' },
    },
    {
      name: 'sql-stays-in-data-libraries',
      comment: 'Libraries that hold no data do not know TypeORM.',
      severity: 'error',
      from: {
        path: '^libs/',
        pathNot: [TEST, '^libs/(?:persistence|messaging|http|service-kit|testing)/'],
      },
      to: { path: '(?:^|node_modules/)(?:typeorm|@nestjs/typeorm)(?:/|$)' },
    },
    {
      name: 'controller-not-to-repository',
      comment: 'A controller asks its service, where policy and rules are applied.',
      severity: 'error',
      from: { path: '[.]controller[.]ts$' },
      to: { path: '[.](?:repository|directory)[.]ts$' },
    },
    {
      name: 'rules-know-no-framework',
      comment: 'Rules are pure functions over plain shapes: no framework.',
      severity: 'error',
      from: RULES,
      to: { path: FRAMEWORK },
    },
    {
      name: 'rules-do-no-io',
      comment:
        'Rules are pure functions over plain shapes: no files, no network, no clock of their own.',
      severity: 'error',
      from: RULES,
      to: {
        path: '^(?:node:)?(?:fs|net|tls|http|https|http2|dns|dgram|child_process|worker_threads)(?:/|$)',
      },
    },
    {
      name: 'rules-know-no-layer',
      comment: 'The row satisfies the shapes of the rules, not the other way round.',
      severity: 'error',
      from: RULES,
      to: {
        path: [
          '^apps/.*[.](?:entity|repository|directory|service|controller|consumer|dto|module|schedule)[.]ts$',
          '^libs/(?:persistence|messaging|http|service-kit|observability|embedded-postgres|testing)/',
        ],
      },
    },
    {
      name: 'host-through-the-door',
      comment: 'Of a service, others see service.ts and nothing else.',
      severity: 'error',
      from: { path: '^(?:apps/([^/]+)|libs|e2e|bench|tools)/' },
      to: {
        path: '^apps/',
        pathNot: [
          '^apps/$1/',
          '^apps/[^/]+/src/service[.]ts$',
          '^apps/all-in-one/src/services[.]ts$',
          // The made-up campaign is no service's: journeys send its files too.
          '^apps/all-in-one/src/demo/(?:rent-campaign|random)[.]ts$',
        ],
      },
    },
    {
      name: 'tests-stay-out',
      comment: 'Code that runs does not import specs or factories.',
      severity: 'error',
      from: { pathNot: TEST },
      to: { path: `${SPEC}|^apps/[^/]+/test/|^libs/[^/]+/test/|^libs/test(?:ing|-database)/` },
    },
  ],
  options: {
    // Type imports count: a rule file that knows an entity's type knows the entity.
    tsPreCompilationDeps: true,
    // Resolves libraries to their sources, so no build is needed.
    tsConfig: { fileName: 'tsconfig.spec.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)(?:dist|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['types', 'import', 'node', 'require', 'default'],
      mainFields: ['types', 'module', 'main'],
    },
  },
};

// Who may import whom. Each comment says what to do instead; scripts/plants.test.ts sees every rule catch an offender.

/** A feature may ask these neighbours, through their index.ts; whoever is not named here is a stranger. */
const neighbours = {
  audit: [],
  partners: ['audit'],
  mailing: [],
  payments: [],
  identity: ['audit', 'mailing'],
  media: ['audit'],
  inventory: ['media'],
  catalog: ['audit', 'partners', 'media', 'payments'],
  uploads: ['audit', 'catalog', 'media'],
  licensing: ['audit', 'partners', 'identity', 'catalog'],
  orders: ['audit', 'partners', 'identity', 'catalog', 'licensing', 'payments', 'mailing'],
  playback: ['audit', 'partners', 'catalog', 'licensing', 'media'],
  privacy: ['audit', 'mailing', 'identity', 'licensing', 'orders', 'playback'],
  reporting: ['partners', 'catalog', 'licensing', 'orders', 'playback'],
}

const server = '^packages/server/src'
const inServer = (folders) => `${server}/(${folders.join('|')})/`
const testCode = '(\\.test\\.tsx?$|/testing/)'
const product = (path) => ({ path, pathNot: testCode })
const npm = (names) => `(^|/)node_modules/(${names.join('|')})/`

const layers = [
  {
    name: 'platform-knows-no-product',
    comment:
      'Platform is what any program could use. Pass the product’s value in as an argument, or move the file up to a feature.',
    from: product(inServer(['platform'])),
    to: { path: inServer(['main', 'app', 'config', 'surfaces', 'features']) },
  },
  {
    name: 'features-know-no-callers',
    comment: 'A feature does not know who calls it. Return a value or refuse by code, and let the surface translate.',
    from: product(inServer(['features'])),
    to: { path: inServer(['main', 'app', 'surfaces']) },
  },
  {
    name: 'surfaces-know-no-composition',
    comment:
      'A surface names the few things it needs from the context as a structural type; app builds it and mounts the surface.',
    from: product(inServer(['surfaces'])),
    to: { path: inServer(['main', 'app']) },
  },
  {
    name: 'app-knows-no-main',
    comment: 'main reads the configuration, builds and starts. Pass app what it needs.',
    from: product(inServer(['app'])),
    to: { path: inServer(['main']) },
  },
  {
    name: 'surfaces-are-strangers',
    comment:
      'What two surfaces share is a use case (features) or a mechanism (platform/http, platform/html). Move it there.',
    from: { path: `${server}/surfaces/([^/]+)/`, pathNot: testCode },
    to: { path: `${server}/surfaces/`, pathNot: `${server}/surfaces/$1/` },
  },
  {
    name: 'config-is-handed-down',
    comment: 'Configuration is read once, in main. Take the one value you need as an argument or from the context.',
    from: product(inServer(['features', 'platform'])),
    to: { path: inServer(['config']) },
  },
  {
    name: 'config-stands-alone',
    comment: 'Configuration describes values; what they build belongs to app.',
    from: product(inServer(['config'])),
    to: { path: inServer(['main', 'app', 'surfaces', 'features']) },
  },
]

const features = [
  {
    name: 'feature-by-its-door',
    comment:
      'A feature’s only door is its index.ts. Import from there, and let the door export what you need if it should be known.',
    from: { path: `${server}/`, pathNot: `(${testCode}|${server}/features/)` },
    to: { path: `${server}/features/[^/]+/`, pathNot: `${server}/features/[^/]+/index\\.ts$` },
  },
  {
    name: 'neighbour-by-its-door',
    comment: 'A neighbour’s only door is its index.ts. Import from there.',
    from: { path: `${server}/features/([^/]+)/`, pathNot: testCode },
    to: {
      path: `${server}/features/[^/]+/`,
      pathNot: [`${server}/features/$1/`, `${server}/features/[^/]+/index\\.ts$`],
    },
  },
  ...Object.entries(neighbours).map(([feature, known]) => ({
    name: `neighbours-of-${feature}`,
    comment: `${feature} may ask ${known.join(', ') || 'no other feature'}. Let the caller pass the value in, or add the neighbour to the table in .dependency-cruiser.cjs and say why.`,
    from: product(`${server}/features/${feature}/`),
    to: { path: `${server}/features/`, pathNot: `${server}/features/(${[feature, ...known].join('|')})/` },
  })),
  {
    name: 'feature-is-in-the-table',
    comment:
      'A new feature enters the neighbours table in .dependency-cruiser.cjs first, with the features it may ask.',
    from: {
      path: `${server}/features/([^/]+)/`,
      pathNot: `${server}/features/(${Object.keys(neighbours).join('|')})/`,
    },
    to: { path: `${server}/features/`, pathNot: `${server}/features/$1/` },
  },
]

const edges = [
  {
    name: 'sql-in-stores',
    comment: 'SQL lives in <feature>-store.ts, one statement a function. Write it there and call it.',
    from: {
      path: `${server}/`,
      pathNot: [testCode, `${server}/features/[^/]+/[^/]+-store\\.ts$`, `${server}/platform/database/`],
    },
    to: { path: npm(['kysely', 'kysely-postgres-js', 'postgres']) },
  },
  {
    name: 'fastify-at-the-edge',
    comment: 'Features know codes, never HTTP. Take plain values and return plain values; the surface speaks Fastify.',
    from: {
      path: '^packages/',
      pathNot: [testCode, inServer(['surfaces', 'app']), `${server}/platform/http/`, '^packages/e2e/'],
    },
    to: { path: npm(['fastify', '@fastify/[^/]+', 'light-my-request']) },
  },
  {
    name: 'preact-in-tsx',
    comment:
      'Markup is written in .tsx, which is compiled as it is loaded. Rename the file, or move the markup into a view.',
    from: { path: '^packages/', pathNot: ['\\.tsx$', `${server}/platform/html/`] },
    to: { path: npm(['preact', 'preact-render-to-string']) },
  },
  {
    name: 'testing-is-for-tests',
    comment:
      'Builders and test servers are for tests and the bench. What the program needs too belongs to the program.',
    from: { path: '^packages/', pathNot: [testCode, '^packages/e2e/'] },
    to: { path: '/testing/' },
  },
  {
    name: 'tests-are-leaves',
    comment: 'Nobody imports a test. Move what is shared into a testing/ folder.',
    from: {},
    to: { path: '\\.test\\.tsx?$' },
  },
]

const packages = [
  {
    name: 'contract-stands-alone',
    comment:
      'The contract is words and schemas for everyone, without Node and without the DOM. Its only import is typebox.',
    from: { path: '^packages/contract/src/', pathNot: ['\\.test\\.ts$', '/print-[^/]+\\.ts$'] },
    to: { pathNot: ['^packages/contract/src/', npm(['typebox'])] },
  },
  {
    name: 'clients-know-only-the-contract',
    comment: 'A client talks to the product over the wire. What it shares with the server is in packages/contract.',
    from: { path: '^packages/player/' },
    to: { path: '^packages/', pathNot: '^packages/(player|contract)/' },
  },
  {
    name: 'look-stands-alone',
    comment: 'The identity serves every surface and knows none of them.',
    from: { path: '^packages/look/' },
    to: { path: '^packages/', pathNot: '^packages/look/' },
  },
  {
    name: 'demo-imports-nothing-of-ours',
    comment: 'The demo partner is what a stranger would write: it has the reference and HTTP, and nothing of ours.',
    from: { path: '^packages/demo/', pathNot: '\\.test\\.ts$' },
    to: { path: '^packages/', pathNot: '^packages/demo/' },
  },
  {
    name: 'nobody-imports-e2e',
    comment: 'Black-box tests and the bench look at the product from outside; nothing in the product looks at them.',
    from: { pathNot: '^packages/e2e/' },
    to: { path: '^packages/e2e/' },
  },
  {
    name: 'packages-by-their-name',
    comment: 'Another package is imported by its name (@osteocom/…), through what its exports offer.',
    from: { path: '^packages/([^/]+)/' },
    to: {
      path: '^packages/',
      pathNot: '^packages/$1/',
      dependencyTypes: ['local'],
    },
  },
]

const graph = [
  {
    name: 'no-cycles',
    comment: 'Two files that need each other are one file, or share a third. Type imports count.',
    from: {},
    to: { circular: true },
  },
  {
    name: 'resolvable',
    comment: 'This import leads nowhere. Mind the .ts ending, and that the package is a dependency.',
    from: {},
    to: { couldNotResolve: true },
  },
]

module.exports = {
  forbidden: [...layers, ...features, ...edges, ...packages, ...graph].map((rule) => ({ severity: 'error', ...rule })),
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    detectProcessBuiltinModuleCalls: true,
    moduleSystems: ['es6', 'cjs'],
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.cjs', '.json', '.d.ts'],
      mainFields: ['module', 'main', 'types'],
    },
  },
}

/** A file that breaks exactly one rule of `gate`, or a sound one that comes near. */
export interface Plant {
  readonly gate: string
  readonly rule: string
  readonly file: string
  readonly text: string
}

const src = 'packages/server/src'
const take = (specifier: string) => `export { it } from '${specifier}'\n`

function stranger(rule: string, file: string, specifier: string): Plant {
  return { gate: 'boundaries', rule, file, text: take(specifier) }
}

/** One forbidden import for every rule of .dependency-cruiser.cjs. */
export const importPlants: readonly Plant[] = [
  stranger('platform-knows-no-product', `${src}/platform/log/planted.ts`, '../../features/catalog/index.ts'),
  stranger('features-know-no-callers', `${src}/features/catalog/planted-caller.ts`, '../../surfaces/embed/sound.ts'),
  stranger('surfaces-know-no-composition', `${src}/surfaces/embed/planted-app.ts`, '../../app/sound.ts'),
  stranger('app-knows-no-main', `${src}/app/planted.ts`, '../main/sound.ts'),
  stranger('surfaces-are-strangers', `${src}/surfaces/embed/planted.ts`, '../learner/sound.ts'),
  stranger('config-is-handed-down', `${src}/features/catalog/planted-config.ts`, '../../config/sound.ts'),
  stranger('config-stands-alone', `${src}/config/planted.ts`, '../app/sound.ts'),
  stranger('feature-by-its-door', `${src}/surfaces/embed/planted-door.ts`, '../../features/catalog/catalog-store.ts'),
  stranger('neighbour-by-its-door', `${src}/features/licensing/planted.ts`, '../catalog/catalog-store.ts'),
  ...['audit', 'partners', 'media', 'inventory', 'mailing', 'payments'].map((feature) =>
    stranger(`neighbours-of-${feature}`, `${src}/features/${feature}/planted.ts`, '../catalog/index.ts'),
  ),
  ...['identity', 'catalog', 'licensing', 'orders', 'playback', 'privacy', 'uploads'].map((feature) =>
    stranger(`neighbours-of-${feature}`, `${src}/features/${feature}/planted-neighbour.ts`, '../reporting/index.ts'),
  ),
  stranger('neighbours-of-reporting', `${src}/features/reporting/planted.ts`, '../identity/index.ts'),
  stranger('feature-is-in-the-table', `${src}/features/novelty/planted.ts`, '../catalog/index.ts'),
  stranger('sql-in-stores', `${src}/features/catalog/planted-sql.ts`, 'kysely'),
  stranger('fastify-at-the-edge', `${src}/features/catalog/planted-http.ts`, 'fastify'),
  stranger('preact-in-tsx', `${src}/surfaces/embed/planted-view.ts`, 'preact'),
  stranger('testing-is-for-tests', `${src}/app/planted-testing.ts`, '../testing/sound.ts'),
  stranger('tests-are-leaves', `${src}/app/planted-test.test.ts`, './sound.test.ts'),
  stranger('contract-stands-alone', 'packages/contract/src/planted.ts', 'node:fs'),
  stranger('clients-know-only-the-contract', 'packages/player/src/planted.ts', '@osteocom/look'),
  stranger('look-stands-alone', 'packages/look/src/planted.ts', '@osteocom/contract'),
  stranger('demo-imports-nothing-of-ours', 'packages/demo/content/planted.ts', '@osteocom/contract'),
  stranger('nobody-imports-e2e', `${src}/app/planted-e2e.ts`, '../../../e2e/src/sound.ts'),
  stranger('packages-by-their-name', `${src}/app/planted-package.ts`, '../../../contract/src/index.ts'),
  stranger('no-cycles', `${src}/app/planted-cycle.ts`, './planted-cyclic.ts'),
  stranger('resolvable', `${src}/app/planted-nowhere.ts`, './nowhere.ts'),
]

/** One offender for each kind of fault the other gates are there for. */
export const otherPlants: readonly Plant[] = [
  {
    gate: 'format',
    rule: 'reporter/format',
    file: 'scripts/planted-format.ts',
    text: 'export const a = {b:"c"};\n',
  },
  { gate: 'lint', rule: 'noExplicitAny', file: 'scripts/planted-any.ts', text: 'export const a: any = 1\n' },
  {
    gate: 'lint',
    rule: 'noFocusedTests',
    file: 'scripts/planted-focus.test.ts',
    text: "import { test } from 'vitest'\n\ntest.only('is alone', () => undefined)\n",
  },
  {
    gate: 'promises',
    rule: 'no-floating-promises',
    file: `${src}/app/planted-floating.ts`,
    text: "import { later } from '@osteocom/contract'\n\nexport function forget() {\n  later()\n}\n",
  },
  {
    gate: 'promises',
    rule: 'no-misused-promises',
    file: `${src}/app/planted-misused.ts`,
    text: "import { later } from '@osteocom/contract'\n\nexport const always = later() ? 1 : 2\n",
  },
  {
    gate: 'promises',
    rule: 'switch-exhaustiveness-check',
    file: `${src}/app/planted-switch.ts`,
    text: "export function name(state: 'on' | 'off') {\n  switch (state) {\n    case 'on':\n      return 1\n  }\n  return 2\n}\n",
  },
  {
    gate: 'types',
    rule: 'TS2322',
    file: 'packages/contract/src/planted-type.ts',
    text: "export const n: number = 'one'\n",
  },
  { gate: 'types', rule: 'TS2339', file: 'scripts/planted-type.ts', text: "console.log('one'.two)\n" },
  { gate: 'unused', rule: 'orphan.ts', file: 'scripts/check/planted-orphan.ts', text: 'export const a = 1\n' },
  {
    gate: 'unused',
    rule: 'nobodyWantsMe',
    file: 'scripts/check/planted-export.ts',
    text: 'export const it = 1\nexport const nobodyWantsMe = 1\n',
  },
  {
    gate: 'habits',
    rule: 'sql-in-stores',
    file: `${src}/features/catalog/planted-query.ts`,
    text: "export const all = (db: { selectFrom(t: string): unknown }) => db.selectFrom('channel')\n",
  },
  {
    gate: 'habits',
    rule: 'environment-in-config',
    file: `${src}/app/planted-environment.ts`,
    text: "export const home = process.env['HOME']\n",
  },
  {
    gate: 'habits',
    rule: 'time-from-the-context',
    file: `${src}/features/catalog/planted-time.ts`,
    text: 'export const now = () => Date.now()\n',
  },
  {
    gate: 'habits',
    rule: 'no-deep-paths',
    file: `${src}/features/catalog/rules/planted-deep.ts`,
    text: take('../../../platform/log/index.ts'),
  },
  { gate: 'habits', rule: 'no-leftovers', file: `${src}/app/planted-later.ts`, text: '// TODO later\nexport {}\n' },
  {
    gate: 'papers',
    rule: 'points-nowhere',
    file: 'docs/planted-link.md',
    text: 'See [the map](nowhere.md) and `packages/contract/src/index.ts`.\n',
  },
  {
    gate: 'papers',
    rule: 'points-beside',
    file: 'docs/planted-anchor.md',
    text: '# How it *works*: a map\n\nSee [this](#how-it-works-a-map), [that](planted-anchor.md#nowhere).\n',
  },
  {
    gate: 'generated',
    rule: 'the dump differs',
    file: 'scripts/generate-schema.ts',
    text: "console.error('the dump differs')\nprocess.exitCode = process.argv.includes('--check') ? 1 : 0\n",
  },
]

const it = 'export const it = 1\n'

/** What the offenders lean on, and sound neighbours that no gate may take for offenders. */
export const soil: Readonly<Record<string, string>> = {
  'packages/contract/src/index.ts': `${it}export const later = async () => {}\n`,
  'scripts/sound.ts': "import { it } from './check/planted-export.ts'\n\nconsole.log(it)\n",
  'packages/look/src/index.ts': it,
  'packages/e2e/src/sound.ts': it,
  [`${src}/main/sound.ts`]: it,
  [`${src}/app/sound.ts`]: take('../surfaces/embed/sound.ts'),
  [`${src}/app/sound.test.ts`]: take('../testing/sound.ts'),
  [`${src}/app/planted-cyclic.ts`]:
    "import type { it as other } from './planted-cycle.ts'\n\nexport const it: typeof other | number = 1\n",
  [`${src}/config/sound.ts`]: `${it}export const port = process.env['PORT']\n`,
  [`${src}/surfaces/embed/sound.ts`]: take('../../features/catalog/index.ts'),
  [`${src}/surfaces/embed/sound-view.tsx`]: take('preact'),
  [`${src}/surfaces/embed/sound-http.ts`]: take('fastify'),
  [`${src}/surfaces/learner/sound.ts`]: it,
  [`${src}/features/catalog/index.ts`]: take('./catalog-store.ts'),
  [`${src}/features/catalog/catalog-store.ts`]: take('kysely'),
  [`${src}/features/identity/index.ts`]: it,
  [`${src}/features/reporting/index.ts`]: it,
  [`${src}/features/reporting/sound.ts`]: take('../catalog/index.ts'),
  [`${src}/platform/log/index.ts`]: it,
  [`${src}/testing/sound.ts`]: it,
}

/** Faults put into a copy of the real lockfile: the entry at `path` is changed, or taken away. */
export const lockPlants: readonly { gate: string; fault: string; path: string; change?: object }[] = [
  {
    gate: 'lockfile',
    fault: 'missing-from-lockfile: @biomejs/cli-linux-arm64',
    path: 'node_modules/@biomejs/cli-linux-arm64',
  },
  {
    gate: 'lockfile',
    fault: 'host-in-lockfile: node_modules/fastify',
    path: 'node_modules/fastify',
    change: { resolved: 'https://registry.example/fastify.tgz', version: '5.8.2' },
  },
  { gate: 'floors', fault: 'below-floor: fastify 5.8.2', path: 'node_modules/fastify', change: { version: '5.8.2' } },
  { gate: 'floors', fault: 'below-floor: fast-jwt', path: 'node_modules/fast-jwt', change: { version: '6.2.4' } },
  {
    gate: 'lockfile',
    fault: 'not-pinned: typebox "^1.4.3" in packages/contract',
    path: 'packages/contract',
    change: { dependencies: { typebox: '^1.4.3' } },
  },
  {
    gate: 'lockfile',
    fault: 'not-locked: packages/look/package.json',
    path: 'packages/look',
    change: { dependencies: { culori: '4.0.2' } },
  },
]

import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { BuildOptions, Metafile } from 'esbuild'

export type PlayerBuild = {
  /** The folder the files lie in. */
  dir: string
  script: string
  stylesheet: string
  /** For the page that asks whether to go on here. */
  makeWay: string
  files: string[]
  /** Further chunks worth a modulepreload. */
  preloads: string[]
}

const home = fileURLToPath(new URL('.', import.meta.url))
const source = join(home, 'src')
const dist = join(home, 'dist')
const entry = 'player.ts'
const sheet = 'player.css'
const makeWay = 'make-way.ts'

/** Builds the player where its sources changed since the last build, and says what to serve. */
export async function buildPlayer(): Promise<PlayerBuild> {
  const dir = join(dist, `player-${await fingerprint()}`)
  const manifest = join(dir, 'manifest.json')
  if (!existsSync(manifest)) await bundle(dir)
  const built = JSON.parse(await readFile(manifest, 'utf8')) as Omit<PlayerBuild, 'dir'>
  return { dir, ...built }
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  const names = (await readdir(source)).filter((name) => /\.(ts|css)$/.test(name) && !name.includes('.test.')).sort()
  const files = [...names.map((name) => join(source, name)), fileURLToPath(import.meta.url), join(home, 'package.json')]
  for (const file of files) {
    hash
      .update(relative(home, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function bundle(dir: string): Promise<void> {
  // Only a build that is due pays for loading the bundler.
  const { build } = await import('esbuild')
  await mkdir(dist, { recursive: true })
  const draft = await mkdtemp(join(dist, 'draft-'))
  try {
    const options = {
      absWorkingDir: home,
      outdir: draft,
      entryNames: '[name]-[hash]',
      chunkNames: '[name]-[hash]',
      bundle: true,
      format: 'esm',
      target: ['es2022', 'chrome111', 'firefox128', 'safari16.4'],
      minify: true,
      legalComments: 'none',
      metafile: true as const,
      logLevel: 'warning',
    } satisfies BuildOptions
    const player = await build({ ...options, entryPoints: [join(source, entry), join(source, sheet)], splitting: true })
    // By itself: what the two share would be one more file for the player to wait for.
    const beside = await build({ ...options, entryPoints: [join(source, makeWay)] })
    const outputs = { ...player.metafile.outputs, ...beside.metafile.outputs }
    await writeFile(join(draft, 'manifest.json'), JSON.stringify(manifestOf(outputs), null, 2))
    await takePlace(draft, dir)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

function manifestOf(outputs: Metafile['outputs']): Omit<PlayerBuild, 'dir'> {
  const name = (path: string) => path.slice(path.lastIndexOf('/') + 1)
  const made = (input: string) => {
    const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === `src/${input}`)
    if (!found) throw new Error(`the player's build made nothing of ${input}`)
    return name(found[0])
  }
  const script = made(entry)
  const stylesheet = made(sheet)
  const asked = made(makeWay)
  const files = Object.keys(outputs).map(name)
  const preloads = files.filter((file) => file.endsWith('.js') && file !== script && file !== asked)
  return { script, stylesheet, makeWay: asked, files, preloads }
}

// Two programs may build at once: whoever comes second finds the same files in place already.
async function takePlace(draft: string, dir: string): Promise<void> {
  try {
    await rename(draft, dir)
  } catch (error) {
    if (!existsSync(join(dir, 'manifest.json'))) throw error
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { dir, files } = await buildPlayer()
  process.stdout.write(`${relative(process.cwd(), dir)}\n${files.map((file) => `  ${file}`).join('\n')}\n`)
}

import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'
import { startNginx as startRecipe } from '@osteocom/server/src/testing/nginx.ts'
import { findMediaFolder, mediaPathOf } from './playback.ts'
import { atLeast, inTurn, type Row, skipped } from './row.ts'
import type { Stand } from './stand.ts'
import { findTool } from './tools.ts'

const rounds = 7
const recipeGoal = 0.95
// First parts, since of other segments a session gets no more than it can watch; more of them than the program holds in
// memory.
const sizes = [
  { title: '1 MiB', folders: 'v91', bytes: 1024 * 1024, count: 128, goal: 0.6 },
  { title: '200 KiB', folders: 'v92', bytes: 200 * 1024, count: 640, goal: 0.28 },
]
type Size = (typeof sizes)[number]

const ways = [
  { name: 'segments', port: 'program', isOneAgain: true, goalOf: ({ goal }: Size) => goal },
  { name: 'segments from the disk', port: 'program', isOneAgain: false, goalOf: ({ goal }: Size) => goal },
  { name: 'segments by the nginx recipe', port: 'recipe', isOneAgain: true, goalOf: () => recipeGoal },
] as const

/** Segments through the program and through the nginx recipe, credential checked, beside the same files as nginx sends them with nothing to check. */
export async function segments(stand: Stand): Promise<Row[]> {
  const nginx = findTool('nginx')
  const wrk = findTool('wrk')
  if (!nginx || !wrk) {
    const why = `${nginx ? 'wrk' : 'nginx'} is not installed`
    return ways.flatMap(({ name, goalOf }) =>
      sizes.map((size) => skipped(`${name}, ${size.title}`, `≥ ${goalOf(size).toFixed(2)}`, why)),
    )
  }
  const path = await mediaPathOf(stand, 'segments')
  const media = await findMediaFolder(stand, path)
  const root = join(stand.folder, 'static')
  for (const size of sizes) {
    const content = randomBytes(size.bytes)
    for (const file of filesOf(size)) {
      for (const folder of [media, root]) {
        mkdirSync(dirname(join(folder, file)), { recursive: true })
        writeFileSync(join(folder, file), content)
      }
    }
  }
  const floor = await startNginx(nginx, root)
  const recipe = await startRecipe({
    nginx,
    folder: join(stand.folder, 'recipe'),
    port: await freePort(),
    program: Number(stand.program.port),
    storage: join(stand.dataDir, 'storage'),
  })
  const ports = { program: stand.program.port, recipe: recipe.port }
  try {
    const rows: Row[] = []
    for (const { name, port, isOneAgain, goalOf } of ways) {
      for (const size of sizes) {
        const files = isOneAgain ? filesOf(size).slice(0, 1) : filesOf(size)
        const load = (at: string, below: string) => {
          const script = join(stand.folder, 'segments.lua')
          writeFileSync(script, inTurnScript(files.map((file) => `${below}/${file}`)))
          return runWrk(wrk, script, `http://127.0.0.1:${at}`)
        }
        const pairs = await inTurn(
          rounds,
          () => load(String(ports[port]), path),
          () => load(floor.port, ''),
        )
        rows.push(atLeast(`${name}, ${size.title}`, goalOf(size), pairs, '/s'))
      }
    }
    return rows
  } finally {
    floor.stop()
    await recipe.stop()
  }
}

function filesOf({ folders, count }: Size): string[] {
  return Array.from({ length: count }, (_, i) => `${folders}${String(i).padStart(4, '0')}/init.mp4`)
}

/** Has wrk ask for one path after the other. */
function inTurnScript(paths: readonly string[]): string {
  return `local paths = { ${paths.map((path) => `'${path}'`).join(', ')} }
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format('GET', paths[at])
end
`
}

async function runWrk(wrk: string, script: string, url: string): Promise<number> {
  const { stdout } = await promisify(execFile)(wrk, ['-t1', '-c16', '-d1s', '-s', script, url])
  const rate = /Requests\/sec:\s+([\d.]+)/.exec(stdout)?.[1]
  if (rate === undefined || /Non-2xx/.test(stdout)) throw new Error(`segments failed: ${stdout}`)
  return Number(rate)
}

async function startNginx(nginx: string, root: string): Promise<{ port: string; stop(): void }> {
  const port = String(await freePort())
  const config = join(root, 'nginx.conf')
  chmodSync(root, 0o755)
  writeFileSync(
    config,
    `daemon off; worker_processes 1; pid ${root}/nginx.pid; error_log stderr crit;
events { worker_connections 256; }
http { access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  client_body_temp_path ${root}; proxy_temp_path ${root}; fastcgi_temp_path ${root}; uwsgi_temp_path ${root}; scgi_temp_path ${root};
  server { listen 127.0.0.1:${port}; root ${root}; } }
`,
  )
  const child = spawn(nginx, ['-c', config, '-p', root], { stdio: ['ignore', 'ignore', 'inherit'] })
  const abandon = () => child.kill('SIGTERM')
  process.once('exit', abandon)
  await untilAnswers(`http://127.0.0.1:${port}/nginx.conf`)
  return {
    port,
    stop: () => {
      process.off('exit', abandon)
      abandon()
    },
  }
}

async function untilAnswers(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const response = await fetch(url, { method: 'HEAD' }).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('nginx does not answer')
}

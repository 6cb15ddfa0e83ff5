import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const recipes = fileURLToPath(new URL('../../deploy/nginx', import.meta.url))

/**
 * The nginx recipe as an operator would install it, but for addresses and folders, with everything of its own in
 * `folder`. Segments come from `storage`, or from the program without one.
 */
export async function startNginx(options: {
  nginx: string
  folder: string
  port: number
  program: number
  storage?: string
}): Promise<{ port: number; stop(): Promise<void> }> {
  const { nginx, folder, port, program, storage } = options
  const recipe = (file: string) => readFileSync(join(recipes, file), 'utf8')
  const segments = recipe(storage === undefined ? 'segments-from-program.conf' : 'segments-from-disk.conf')
  const cache = /^# {3}(proxy_cache_path .*)$/m.exec(segments)?.[1] ?? ''
  const local = (text: string) =>
    text
      .replace('127.0.0.1:5000', `127.0.0.1:${program}`)
      .replace('listen 80;', `listen 127.0.0.1:${port};`)
      .replaceAll('/var/lib/osteocom/storage', storage ?? '')
      .replaceAll('/var/cache/nginx', folder)
      .replaceAll('/var/log/nginx', folder)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'osteocom.conf'), local(`${cache}\n${recipe('osteocom.conf')}`))
  writeFileSync(join(folder, 'osteocom-segments.conf'), local(segments))
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/${name};`)
  const user = process.getuid?.() === 0 ? `user ${userInfo().username};` : ''
  writeFileSync(
    join(folder, 'nginx.conf'),
    `daemon off; worker_processes 1; pid ${folder}/nginx.pid; error_log stderr crit; ${user}
events { worker_connections 512; }
http { keepalive_requests 1000000; ${own.join(' ')} include osteocom.conf; }
`,
  )
  const server = spawn(nginx, ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: ['ignore', 'ignore', 'pipe'] })
  let said = ''
  server.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const ended = once(server, 'exit')
  const abandon = () => server.kill('SIGTERM')
  process.once('exit', abandon)
  await untilAnswers(`http://127.0.0.1:${port}/healthz`, () => {
    if (server.exitCode !== null) throw new Error(`nginx ended: ${said}`)
  })
  return {
    port,
    stop: async () => {
      process.off('exit', abandon)
      abandon()
      await ended
    },
  }
}

async function untilAnswers(url: string, check: () => void): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    check()
    const response = await fetch(url).catch(() => undefined)
    if (response?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('nginx does not answer')
}

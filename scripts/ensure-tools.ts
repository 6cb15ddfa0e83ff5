import { spawnSync } from 'node:child_process'
import { accessSync, constants, rmSync, writeFileSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/** What the tests need from the machine, any one of `names` on the PATH or as a path, and the Debian packages that bring it. */
const tools = [
  {
    what: 'Chromium (or set CHROMIUM_PATH)',
    names: [process.env['CHROMIUM_PATH'], '/usr/bin/chromium', 'chromium', 'chromium-browser', 'google-chrome'],
    packages: ['chromium', 'fonts-dejavu-core', 'fonts-liberation'],
  },
  { what: 'ffmpeg', names: [process.env['FFMPEG_PATH'], 'ffmpeg'], packages: ['ffmpeg'] },
  { what: 'ffprobe', names: [process.env['FFPROBE_PATH'], 'ffprobe'], packages: ['ffmpeg'] },
  { what: 'redis-server', names: ['redis-server'], packages: ['redis-server'] },
  { what: 'nginx', names: ['nginx', '/usr/sbin/nginx'], packages: ['nginx-light'] },
  {
    what: 'OpenStack Swift (as an object store)',
    names: ['/usr/lib/python3/dist-packages/swift/proxy'],
    packages: ['python3-swift'],
  },
]

/** Finds what the tests need, installs it where it may (root, apt-get), says what is missing otherwise. Silent when all is there. */
export function ensureTools(): boolean {
  const absent = missing()
  if (absent.length === 0) return true
  const packages = [...new Set(absent.flatMap((tool) => tool.packages))]
  if (process.getuid?.() === 0 && find('apt-get')) install(packages)
  const still = missing()
  if (still.length === 0) return true
  console.error(
    `The tests need ${still.map((tool) => tool.what).join(', ')}. On Debian: apt-get install ${packages.join(' ')}`,
  )
  return false
}

function missing() {
  return tools.filter(({ names }) => !names.some((name) => name && find(name)))
}

function find(name: string): boolean {
  const places = isAbsolute(name)
    ? [name]
    : (process.env['PATH'] ?? '').split(delimiter).map((folder) => join(folder, name))
  return places.some((place) => {
    try {
      accessSync(place, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

function install(packages: readonly string[]): void {
  console.log(`Installing for the tests: ${packages.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args: string[]) =>
    spawnSync('apt-get', ['-qq', '-y', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  apt('update')
  withoutServices(() => apt('install', '--no-install-recommends', ...packages))
}

const servicePolicy = '/usr/sbin/policy-rc.d'

// A package that brings a service would start it; the tests run their own, elsewhere.
function withoutServices(work: () => void): void {
  try {
    writeFileSync(servicePolicy, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' })
  } catch {
    // The machine has a policy already, or lets nobody set one.
    work()
    return
  }
  try {
    work()
  } finally {
    rmSync(servicePolicy, { force: true })
  }
}

if (import.meta.main) process.exitCode = ensureTools() ? 0 : 1

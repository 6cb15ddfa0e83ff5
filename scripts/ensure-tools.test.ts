import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let bin = ''

beforeEach(() => {
  bin = mkdtempSync(join(tmpdir(), 'osteocom-tools-'))
})

afterEach(() => rmSync(bin, { recursive: true, force: true }))

test('is silent when everything is there', () => {
  for (const name of ['chromium', 'ffmpeg', 'ffprobe', 'redis-server']) program(name, '')
  expect(ensureTools()).toEqual({ status: 0, said: '' })
})

test('says what to install where it may not', () => {
  program('chromium', '')
  expect(ensureTools()).toEqual({
    status: 1,
    said: 'The tests need ffmpeg, ffprobe, redis-server. On Debian: apt-get install ffmpeg redis-server\n',
  })
})

test.runIf(process.getuid?.() === 0)('installs what is missing, as root on Debian', () => {
  program('chromium', '')
  const brings = ['ffmpeg', 'ffprobe', 'redis-server'].map(
    (name) => `printf '#!/bin/sh\\n' > ${bin}/${name}; /bin/chmod +x ${bin}/${name}`,
  )
  program(
    'apt-get',
    `echo "$@" >> ${bin}/asked; case "$*" in *" install "*) [ -x /usr/sbin/policy-rc.d ] || exit 9; ${brings.join('; ')};; esac`,
  )
  expect(ensureTools()).toEqual({ status: 0, said: 'Installing for the tests: ffmpeg redis-server\n' })
  expect(readFileSync(join(bin, 'asked'), 'utf8')).toBe(
    '-qq -y update\n-qq -y install --no-install-recommends ffmpeg redis-server\n',
  )
})

test.runIf(process.getuid?.() === 0)('does not pass when the installation brought nothing', () => {
  program('chromium', '')
  program('apt-get', 'exit 100')
  expect(ensureTools().status).toBe(1)
})

function program(name: string, does: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\n${does}\n`)
  chmodSync(join(bin, name), 0o755)
}

/** Runs the script where nothing but the planted programs can be found. */
function ensureTools(): { status: number | null; said: string } {
  const env = { PATH: bin, CHROMIUM_PATH: join(bin, 'chromium') }
  const run = spawnSync(process.execPath, [join(import.meta.dirname, 'ensure-tools.ts')], { env, encoding: 'utf8' })
  return { status: run.status, said: run.stdout + run.stderr }
}

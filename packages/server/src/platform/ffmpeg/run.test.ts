import { spawn } from 'node:child_process'
import { chmodSync, readdirSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { temporaryFolder } from '../../testing/temporary-folder.ts'
import { FfmpegUnfit, findFfmpeg } from './find-ffmpeg.ts'
import { runFfmpeg } from './run.ts'

const tools = { ffmpegPath: 'ffmpeg', ffprobePath: 'ffprobe', searchPath: '' }
// Never ends by itself.
const endless = ['-re', '-f', 'lavfi', '-i', 'testsrc', '-f', 'null', '-']
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: 20_000, interval: 20 })

/** Programs at work in a folder. */
const atWork = (dir: string) =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === dir
    } catch {
      return false
    }
  })

test('the program ends with us, also when we are killed', async () => {
  const cwd = temporaryFolder()
  const code = `
    const { runFfmpeg } = await import(${JSON.stringify(import.meta.resolve('./run.ts'))})
    await runFfmpeg(${JSON.stringify(tools)}, ${JSON.stringify(endless)}, ${JSON.stringify({ cwd, timeLimitSeconds: 600 })})`
  const parent = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' })
  await until(() => atWork(cwd).length >= 2)
  parent.kill('SIGKILL')
  await until(() => atWork(cwd).length === 0)
})

test('the program ends when it is told to', async () => {
  const stop = new AbortController()
  const cwd = temporaryFolder()
  const onProgress = () => stop.abort(new Error('told to end'))
  const running = runFfmpeg(tools, endless, { cwd, timeLimitSeconds: 600, signal: stop.signal, onProgress })
  await expect(running).rejects.toThrow('told to end')
  await until(() => atWork(cwd).length === 0)
})

test('the program ends when its time is up', async () => {
  await expect(runFfmpeg(tools, endless, { timeLimitSeconds: 0.3 })).rejects.toThrow('took longer than 1 seconds')
})

test('the program sees nothing of our environment', async () => {
  const folder = temporaryFolder()
  const spy = join(folder, 'spy')
  writeFileSync(spy, '#!/bin/sh\nenv >&2\nexit 3\n')
  chmodSync(spy, 0o755)
  process.env['CANARY'] = 'a secret of ours'
  const failed = await runFfmpeg({ ...tools, ffmpegPath: spy }, [], { timeLimitSeconds: 10 }).catch(String)
  expect(failed).toContain('ended with 3')
  expect(failed).not.toContain('a secret of ours')
})

test('an ffmpeg that is fit says what it can do', async () => {
  expect((await findFfmpeg(tools)).version).toMatch(/\d/)
})

const unfit: Record<string, [string, RegExp]> = {
  'is not there': ['', /does not run. Install ffmpeg 5 or later, or set FFMPEG_PATH/],
  'is too old': ['echo "ffmpeg version 4.4.2 Copyright"', /is version 4\.4\.2; 5 or later is needed/],
  'has no H.264': ['echo "ffmpeg version 7.1 Copyright"; echo " A....D aac  AAC"', /built without libx264/],
}
for (const [title, [script, problem]] of Object.entries(unfit)) {
  test(`an ffmpeg that ${title} is refused in words that help`, async () => {
    const ffmpegPath = join(temporaryFolder(), 'ffmpeg')
    if (script !== '') writeFileSync(ffmpegPath, `#!/bin/sh\n${script}\n`, { mode: 0o755 })
    const found = findFfmpeg({ ...tools, ffmpegPath })
    await expect(found).rejects.toThrow(FfmpegUnfit)
    await expect(found).rejects.toThrow(problem)
  })
}

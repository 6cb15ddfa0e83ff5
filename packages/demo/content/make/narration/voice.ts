import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { readWav, type Sound } from './sound.ts'

const run = promisify(execFile)

type Speaker = (words: string, dir: string) => Promise<Sound>

const festival =
  (voice: string, stretch: number, encoding: BufferEncoding): Speaker =>
  async (words, dir) => {
    await writeFile(join(dir, 'words.txt'), words, encoding)
    const setup = `(begin (${voice}) (Parameter.set 'Duration_Stretch ${stretch}))`
    await run('text2wave', [join(dir, 'words.txt'), '-eval', setup, '-o', join(dir, 'words.wav')])
    return readWav(await readFile(join(dir, 'words.wav')))
  }

const speakers: Record<string, Speaker> = {
  en: festival('voice_cmu_us_slt_arctic_hts', 1.06, 'utf8'),
  // This voice overdrives its 16-bit output, so its peaks come out wrapped around.
  it: async (words, dir) => unwrapped(await festival('voice_lp_diphone', 0.96, 'latin1')(words, dir)),
  ar: async (words, dir) => {
    await run('espeak-ng', ['-v', 'ar', '-s', '152', '-p', '38', '-g', '2', '-w', join(dir, 'words.wav'), words])
    return readWav(await readFile(join(dir, 'words.wav')))
  },
}

/** The words, spoken; the same words always sound the same. */
export async function speak(language: string, words: string): Promise<Sound> {
  const speaker = speakers[language]
  if (!speaker) throw new Error(`No voice speaks ${language}.`)
  const dir = await mkdtemp(join(tmpdir(), 'voice-'))
  try {
    return trimmed(await speaker(words, dir))
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Undoes 16-bit wrap-around: no voice jumps more than half the range within one sample. */
function unwrapped(sound: Sound): Sound {
  let turn = 0
  let last = 0
  const samples = sound.samples.map((sample) => {
    const step = sample - last
    if (step > 1) turn -= 2
    else if (step < -1) turn += 2
    last = sample
    return (sample + turn) / 2
  })
  return { ...sound, samples }
}

/** Without the silence a synthesiser leaves before and after. */
function trimmed(sound: Sound): Sound {
  const isLoud = (sample: number) => Math.abs(sample) > 0.004
  const from = Math.max(0, sound.samples.findIndex(isLoud) - sound.rate * 0.02)
  const to = sound.samples.findLastIndex(isLoud) + sound.rate * 0.08
  return { rate: sound.rate, samples: sound.samples.slice(from, to) }
}

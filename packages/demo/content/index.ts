import { fileURLToPath } from 'node:url'
import { breath } from './catalogue/breath.ts'
import { spine } from './catalogue/spine.ts'
import { step } from './catalogue/step.ts'
import { channelOf, type DemoAuthor, type DemoChannel } from './manifest.ts'

export type { DemoAuthor, DemoChannel, DemoVideo } from './manifest.ts'

/** The folder that every path of the manifest is relative to. */
export const contentDir: string = fileURLToPath(new URL('.', import.meta.url))

export const demoAuthors: DemoAuthor[] = [
  { id: '66f1a2c04be19d0037a1c001', name: 'Dr. Nora Whitfield', image: 'authors/nora-whitfield.jpg' },
  { id: '66f1a2c04be19d0037a1c002', name: 'Tom Adeyemi', image: 'authors/tom-adeyemi.jpg' },
  { id: '66f1a2c04be19d0037a1c003', name: 'Dott.ssa Livia Marchetti', image: 'authors/livia-marchetti.jpg' },
  { id: '66f1a2c04be19d0037a1c004', name: 'د. سلمى الخطيب', image: 'authors/salma-al-khatib.jpg' },
]

export const demoChannels: DemoChannel[] = [channelOf(spine), channelOf(breath), channelOf(step)]

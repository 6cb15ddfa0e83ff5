import { discs } from './discs.ts'
import { dome } from './dome.ts'
import type { Story } from './story.ts'
import { stride } from './stride.ts'

export type { Story, StoryLanguage } from './story.ts'

/** The issue, in the order it is read. */
export const stories: readonly Story[] = [discs, dome, stride]

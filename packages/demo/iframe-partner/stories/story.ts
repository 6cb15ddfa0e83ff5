import type { Html } from '../../api-partner/views/html.ts'

/** A language that the stories are written in. */
export type StoryLanguage = 'en' | 'it' | 'ar'

interface StoryText {
  title: string
  standfirst: string
  paragraphs: readonly string[]
  /** What the drawing shows. */
  caption: string
}

export interface Story {
  /** Its anchor on the page, and the name its course goes by in the options. */
  name: 'discs' | 'dome' | 'stride'
  minutes: number
  art: Html
  texts: Record<StoryLanguage, StoryText>
}

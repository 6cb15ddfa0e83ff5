import type { Words } from './compose-letter.ts'

/** A letter as plain text, for readers and programs that show no HTML. */
export function letterText(words: Words): string {
  const parts = [
    words.title,
    words.greeting,
    ...(words.code === undefined ? [] : [`    ${words.code}`]),
    ...words.paragraphs,
    ...(words.facts ? [words.facts.map(({ label, value }) => `${label}: ${value}`).join('\n')] : []),
    ...[words.action, words.second].flatMap((link) => (link ? [`${link.label}:\n${link.url}`] : [])),
    ...(words.note === undefined ? [] : [words.note]),
    `-- \n${words.footer.join('\n')}`,
  ]
  return `${parts.join('\n\n')}\n`
}

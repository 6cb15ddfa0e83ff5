import { settings } from './settings.ts'

/** The text of `.env.example`: every setting with what it is for. */
export function envExample(): string {
  const lines = Object.entries(settings).flatMap(([name, { about, example }]) => [
    ...wrap(about).map((line) => `# ${line}`),
    `#${name}=${example}`,
    '',
  ])
  return [
    '# Every setting is optional unless it says otherwise. Printed by `npm run -s osteocom -- config example`.',
    '',
    ...lines,
  ]
    .join('\n')
    .trimEnd()
    .concat('\n')
}

function wrap(text: string, width = 110): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

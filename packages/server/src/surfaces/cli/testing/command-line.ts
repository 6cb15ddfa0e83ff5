import { vi } from 'vitest'
import type { CliContext } from '../cli-context.ts'
import { program } from '../index.ts'

/** The command line in a house that is open already: runs a command, and returns what it prints. */
export function commandLine(house: CliContext): (...words: string[]) => Promise<string> {
  return async (...words) => {
    let printed = ''
    const written = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text)
      return true
    })
    try {
      const cli = program({ start: async () => undefined, withHouse: (work) => work(house) })
      await cli.parseAsync(words, { from: 'user' })
    } finally {
      written.mockRestore()
    }
    return printed
  }
}

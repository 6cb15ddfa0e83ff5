import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Command } from 'commander'
import { envExample } from '../../config/env-example.ts'

const committed = fileURLToPath(new URL('../../../../../.env.example', import.meta.url))

export function configCommands(cli: Command): void {
  const config = cli.command('config').description('the settings')
  config
    .command('example')
    .description('print every setting with what it is for')
    .option('--check', 'fail unless .env.example in the repository says the same', false)
    .action(({ check }: { check: boolean }) => {
      if (!check) return void process.stdout.write(envExample())
      if (readFileSync(committed, 'utf8') !== envExample())
        throw new Error('.env.example is out of date', { cause: 'check' })
    })
}

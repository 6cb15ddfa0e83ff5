import { Command } from 'commander'
import { activationCommands } from './activation.ts'
import { channelCommands } from './channel.ts'
import type { CliHouse } from './cli-context.ts'
import { configCommands } from './config.ts'
import { leakCommand } from './leak.ts'
import { operatorCommands } from './operator.ts'
import { orderCommands } from './order.ts'
import { packagingCommands } from './packaging.ts'
import { partnerCommands } from './partner.ts'
import { purchaseCommands } from './purchase.ts'
import { storageCommands } from './storage.ts'
import { taxCommands } from './tax.ts'
import { videoCommands } from './video.ts'
import { videoTokenCommand } from './video-token.ts'

/** The command line. It works on the same database as the server, also while that runs. */
export function program({ start, withHouse }: CliHouse & { start: () => Promise<void> }): Command {
  const cli = new Command('osteocom')
    .description('Sell your video courses through partners.')
    .helpCommand(false)
    .showHelpAfterError('Add --help to see how it is used.')
    .addHelpText(
      'after',
      `
Examples:
  osteocom start
  osteocom partner create --name "My shop" --path api --channels all
  osteocom purchase list --json

Settings are environment variables: osteocom config example`,
    )
  cli.command('start').description('run the server until it is told to stop').action(start)
  for (const add of [
    partnerCommands,
    channelCommands,
    purchaseCommands,
    orderCommands,
    taxCommands,
    activationCommands,
    packagingCommands,
    operatorCommands,
    storageCommands,
    videoCommands,
    videoTokenCommand,
    leakCommand,
  ]) {
    add(cli, { withHouse })
  }
  configCommands(cli)
  return cli
}

import { type Command, Option } from 'commander'
import {
  addIdentityKey,
  type IdentityMode,
  readIdentityReport,
  readIdentitySetting,
  setIdentityMode,
} from '../../features/partners/index.ts'
import { transaction } from '../../platform/database/open.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { printAnswer, printRows } from './print.ts'

interface Options {
  mode?: IdentityMode
  newKey: boolean
  report: boolean
  json: boolean
}

const keyNote =
  'The key is shown this once; the one before it counts for another day. Keep it on the server that signs, never in a page.'

/** How a partner's card recognises its visitors. */
export function partnerIdentityCommand(partner: Command, { withHouse }: CliHouse): void {
  partner
    .command('identity <clientId>')
    .description('how the card recognises visitors; prints the setting, the new key or the report')
    .addOption(
      new Option(
        '--mode <mode>',
        'off: their ids are believed; observe: believed, and counted by page; enforce: believed only when signed',
      ).choices(['off', 'observe', 'enforce']),
    )
    .option('--new-key', 'make another key to sign with; the one before lives on for a day', false)
    .option('--report', 'which pages sent signed, unsigned and invalid ids in the last seven days', false)
    .option('--json', 'print JSON', false)
    .action(async (clientId: string, { mode, newKey, report, json }: Options) =>
      withHouse(async (ctx) => {
        const key = await transaction(ctx.db, async (db) => {
          const made = newKey ? await addIdentityKey({ ...ctx, db }, { clientId, actor }) : undefined
          if (mode !== undefined) await setIdentityMode({ ...ctx, db }, { clientId, mode, actor })
          return made?.identityKey
        })
        const setting = await readIdentitySetting(ctx, clientId)
        if (report) {
          return printRows(await readIdentityReport(ctx, clientId), {
            json,
            empty: `Nothing was counted. The mode is ${setting.mode}; observe and enforce count.`,
            columns: {
              signed: ({ signed }) => signed,
              unsigned: ({ unsigned }) => unsigned,
              invalid: ({ invalid }) => invalid,
              page: ({ page }) => page,
            },
          })
        }
        printAnswer(
          { clientId, mode: setting.mode, keys: setting.keys.length, identityKey: key },
          { json, ...(key === undefined ? {} : { note: keyNote }) },
        )
      }),
    )
}

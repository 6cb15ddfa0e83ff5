import { type Command, InvalidArgumentError, Option } from 'commander'
import { agreeChannels } from '../../features/catalog/index.ts'
import {
  createPartner,
  findPartners,
  type PartnerPath,
  rotateSecret,
  setPartnerOnline,
} from '../../features/partners/index.ts'
import { transaction } from '../../platform/database/open.ts'
import { actor, type CliHouse } from './cli-context.ts'
import { partnerIdentityCommand } from './partner-identity.ts'
import { printAnswer, printRows } from './print.ts'

interface CreateOptions {
  name: string
  path: PartnerPath
  origin: string[]
  channels: string[]
  json: boolean
}

const secretNote = 'The secret is shown this once. Keep it on the server that makes the calls, never in a page.'

export function partnerCommands(cli: Command, { withHouse }: CliHouse): void {
  const partner = cli.command('partner').description('the resellers')

  partner
    .command('create')
    .description('add a partner; prints its client id and, this once, its secret')
    .requiredOption('--name <name>', 'what you call it')
    .addOption(
      new Option('--path <path>', 'api: it sells by itself; iframe: it embeds our card')
        .choices(['api', 'iframe'])
        .makeOptionMandatory(),
    )
    .option(
      '--origin <origin>',
      'a page origin that may frame our pages, such as https://shop.example; may be repeated',
      collect,
      [],
    )
    .option('--channels <ids>', 'all, or channel ids separated by commas', list, [])
    .option('--json', 'print JSON', false)
    .action(async ({ name, path, origin, channels, json }: CreateOptions) =>
      withHouse(async (ctx) => {
        const created = await transaction(ctx.db, async (db) => {
          const credentials = await createPartner({ ...ctx, db }, { name, path, origins: origin, actor })
          const agreed = await agreeChannels(
            { ...ctx, db },
            { partnerId: credentials.clientId, channels: channels[0] === 'all' ? 'all' : channels },
          )
          return { ...credentials, channels: agreed.channelIds }
        })
        printAnswer(
          { clientId: created.clientId, clientSecret: created.clientSecret, channels: created.channels },
          { json, ...(created.clientSecret === undefined ? {} : { note: secretNote }) },
        )
      }),
    )

  partner
    .command('list')
    .description('every partner')
    .option('--json', 'print JSON', false)
    .action(async ({ json }: { json: boolean }) =>
      withHouse(async (ctx) =>
        printRows(await findPartners(ctx.db), {
          json,
          empty: 'No partners yet. Add one: osteocom partner create --name "My shop" --path api --channels all',
          columns: {
            'client id': ({ id }) => id,
            name: ({ name }) => name,
            path: ({ path }) => path,
            'on line': ({ isOnline }) => (isOnline ? 'yes' : 'no'),
            channels: ({ channels }) => channels,
            origins: ({ origins }) => origins,
            since: ({ createdAt }) => createdAt,
          },
        }),
      ),
    )

  partner
    .command('rotate-secret <clientId>')
    .description('make another secret; the one before lives on for the overlap')
    .option('--overlap <hours>', 'hours that the secret before stays valid, at most 168', hours, 24)
    .option('--json', 'print JSON', false)
    .action(async (clientId: string, { overlap, json }: { overlap: number; json: boolean }) =>
      withHouse(async (ctx) => {
        const { clientSecret, previousEndsAt } = await rotateSecret(ctx, { clientId, overlapHours: overlap, actor })
        printAnswer({ clientId, clientSecret, previousEndsAt }, { json, note: secretNote })
      }),
    )

  partnerIdentityCommand(partner, { withHouse })

  for (const [verb, isOnline] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    partner
      .command(`${verb} <clientId>`)
      .description(
        isOnline
          ? 'let it log in again'
          : 'refuse its log-ins and tokens within a second; its customers keep what they bought',
      )
      .option('--json', 'print JSON', false)
      .action(async (clientId: string, { json }: { json: boolean }) =>
        withHouse(async (ctx) => {
          await setPartnerOnline(ctx, { clientId, isOnline, actor })
          printAnswer({ clientId, isOnline }, { json })
        }),
      )
  }
}

function collect(value: string, before: string[]): string[] {
  return [...before, value]
}

function list(value: string): string[] {
  return value
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
}

function hours(value: string): number {
  if (!/^\d+(\.\d+)?$/.test(value)) throw new InvalidArgumentError('It must be a number of hours.')
  return Number(value)
}

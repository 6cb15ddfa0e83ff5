import { expect, test } from 'vitest'
import { productForThisFile } from './for-this-file.ts'
import { demoPartner, lessons } from './partner.ts'
import { makeFolder, processesIn, removeFolder, runCommand } from './product.ts'

const product = await productForThisFile()
await (await demoPartner(product)).sell('reader-1', lessons.shortest.channelId)

type Row = Record<string, unknown>

const lists = {
  partner: { columns: ['client id', 'name', 'path'], shows: 'Demo shop' },
  channel: { columns: ['id', 'language', 'price'], shows: 'How the Spine Carries You' },
  purchase: { columns: ['when', 'customer', 'price'], shows: 'reader-1' },
  activation: { columns: ['id', 'status', 'customer'], shows: 'reader-1' },
}
for (const [noun, { columns, shows }] of Object.entries(lists)) {
  test(`lists each ${noun} for people and for programs`, async () => {
    const table = await product.command(noun, 'list')
    const [head = '', rule = '', ...rows] = table.stdout.trimEnd().split('\n')
    for (const column of columns) expect(head.split(/ {2,}/)).toContain(column)
    expect(rule).toMatch(/^[─ ]+$/)
    expect(rows.join('\n')).toContain(shows)
    expect([table.code, table.stderr]).toEqual([0, ''])
    const found = await product.json<Row[]>(noun, 'list')
    expect(found).toHaveLength(rows.length)
    expect(JSON.stringify(found)).toContain(shows)
  })
}

test('says in words when there is nothing to list', async () => {
  const { clientId } = await product.json<{ clientId: string }>('partner', 'create', '--name', 'Idle', '--path', 'api')
  expect((await product.command('purchase', 'list', '--partner', clientId)).stdout).toBe('No purchases yet.\n')
  expect((await product.command('activation', 'list', '--partner', clientId)).stdout).toBe('No activations yet.\n')
  expect(await product.json('purchase', 'list', '--partner', clientId)).toEqual([])
})

interface Made {
  clientId: string
  clientSecret: string
}

function logIn({ clientId, clientSecret }: Made): Promise<number> {
  const body = JSON.stringify({ clientId, clientSecret })
  const url = `${product.origin}/sv6/contentLicensing_login`
  return fetch(url, { method: 'POST', body }).then(({ status }) => status)
}

test('a partner is made, gets another secret, is disabled and enabled, and the running server obeys at once', async () => {
  const made = await product.json<Made>('partner', 'create', '--name', 'Rota', '--path', 'api', '--channels', 'all')
  expect(await logIn(made)).toBe(200)

  const kept = await product.json<Made>('partner', 'rotate-secret', made.clientId, '--overlap', '1')
  expect([await logIn(made), await logIn(kept)]).toEqual([200, 200])
  const last = await product.json<Made>('partner', 'rotate-secret', made.clientId, '--overlap', '0')
  expect([await logIn(made), await logIn(last)]).toEqual([401, 200])

  await product.json('partner', 'disable', made.clientId)
  await expect.poll(() => logIn(last), { timeout: 30_000 }).toBe(401)
  await product.json('partner', 'enable', made.clientId)
  await expect.poll(() => logIn(last), { timeout: 30_000 }).toBe(200)
})

test('shows a secret once, with a word of warning, and has it nowhere else', async () => {
  const made = await product.command('partner', 'create', '--name', 'Once', '--path', 'api')
  const secret = /clientSecret +(\S+)/.exec(made.stdout)?.[1] ?? ''
  expect(secret.length).toBeGreaterThan(30)
  expect(made.stdout).toContain('shown this once')
  expect((await product.command('partner', 'list')).stdout).not.toContain(secret)
  expect(JSON.stringify(await product.json('partner', 'list'))).not.toContain(secret)
})

test('a partner of the iframe path has no secret to lose', async () => {
  const made = await product.json<Partial<Made>>('partner', 'create', '--name', 'Framed', '--path', 'iframe')
  expect(made.clientId).toMatch(/^[0-9a-f]{24}$/)
  expect(made.clientSecret).toBeUndefined()
})

test('a ticket for trying opens the player at once, in the language asked for', async () => {
  const { url, video } = await product.json<Record<string, string>>('video-token', '--lang', 'it', '--user', 'a trial')
  expect(video).toBe('Three Curves, One Column')
  const response = await fetch(url ?? '')
  const page = await response.text()
  expect([response.status, /<html[^>]*lang="it"/.test(page)]).toEqual([200, true])
  const master = /src="(\/play\/[^"]+master\.m3u8)"/.exec(page)?.[1] ?? ''
  expect(await (await fetch(product.origin + master)).text()).toMatch(/^#EXTM3U/)
  expect((await product.command('video-token')).stdout).toContain('15 minutes')
})

test('an activation that is revoked reads so, once and for all', async () => {
  await (await demoPartner(product)).sell('reader-2', lessons.shortest.channelId)
  const of = async () =>
    (await product.json<Row[]>('activation', 'list')).find((row) => row['partnerUserId'] === 'reader-2')
  const id = String((await of())?.['id'])
  const answer = await product.command('activation', 'revoke', id)
  expect([answer.code, answer.stdout]).toEqual([0, expect.stringMatching(/status +revoked/)])
  expect((await of())?.['status']).toBe('revoked')
})

const mistakes: Record<string, [words: string[], says: RegExp]> = {
  'an unknown command': [['frobnicate'], /unknown command 'frobnicate'/],
  'a missing option': [['partner', 'create', '--path', 'api'], /required option '--name/],
  'a path of another kind': [['partner', 'create', '--name', 'x', '--path', 'ftp'], /Allowed choices are api, iframe/],
  'an unknown channel': [
    ['partner', 'create', '--name', 'x', '--path', 'api', '--channels', 'f'.repeat(24)],
    /channel/i,
  ],
  'an empty name': [['partner', 'create', '--name', ' ', '--path', 'api'], /name/],
  'an unknown partner': [['partner', 'disable', 'f'.repeat(24)], /\S/],
  'an unknown activation': [['activation', 'revoke', 'nope'], /\S/],
  'an unknown video': [['video-token', '--video', 'nope'], /\S/],
  'a limit that is no number': [['purchase', 'list', '--limit', 'many'], /1 to 10000/],
}
for (const [title, [words, says]] of Object.entries(mistakes)) {
  test(`meets ${title} with plain words and a failing code`, async () => {
    const { code, stdout, stderr } = await product.command(...words)
    expect(code).toBe(1)
    expect(stdout).toBe('')
    expect(stderr).toMatch(says)
    expect(stderr).not.toMatch(/\n {4}at |Internal|undefined/)
  })
}

test('prints every setting, each with what it is for', async () => {
  const { code, stdout } = await product.command('config', 'example')
  expect(code).toBe(0)
  for (const name of ['PORT', 'PUBLIC_URL', 'DATABASE_URL', 'OSTEOCOM_SECRET'])
    expect(stdout).toMatch(new RegExp(`${name}=`))
})

test('explains itself', async () => {
  const { code, stdout } = await product.command('--help')
  expect(code).toBe(0)
  for (const name of ['start', 'partner', 'channel', 'purchase', 'activation', 'video-token', 'config']) {
    expect(stdout).toMatch(new RegExp(`^ +${name}\\b`, 'm'))
  }
})

test('works alike while the server does not run, and leaves no process behind', async () => {
  const resting = makeFolder()
  try {
    const settings = { OSTEOCOM_DATA_DIR: resting }
    const made = await runCommand(settings, 'partner', 'create', '--name', 'Early', '--path', 'api', '--json')
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect((await runCommand(settings, 'partner', 'list')).stdout).toContain('Early')
    expect((await runCommand(settings, 'channel', 'list')).stdout).toBe('No channels yet.\n')
    expect((await runCommand(settings, 'video-token')).code).toBe(1)
    expect(processesIn(resting)).toEqual([])
  } finally {
    removeFolder(resting)
  }
})

import { expect, test } from 'vitest'
import { eraseWatching, openLearnerPlayback } from '../../features/playback/index.ts'
import { testApp } from '../../testing/app.ts'
import { commandLine } from './testing/command-line.ts'

const app = await testApp({ settings: { WATERMARK: 'on' } })
const channel = await app.given.channel()
const partner = await app.given.partner({ channels: [channel] })

const run = commandLine(app.ctx)

/** A session that is opened now, and the code it shows. */
async function watch() {
  const { accountId } = await app.given.account()
  const { userId } = await app.given.customer({ of: partner, owns: [channel] })
  const ofUser = app.db.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', userId)
  await app.db.updateTable('customer').set({ account_id: accountId }).where('id', 'in', ofUser).execute()
  const claim = { accountId, sessionId: 'here', channelId: channel.id, videoId: channel.videoIds[0] ?? '' }
  const opened = await openLearnerPlayback(app.ctx, claim)
  if ('refused' in opened) throw new Error('it should have opened')
  return { userId, code: opened.playback.watermark ?? '' }
}

test('tells whose session a code is of, as a person copied it off the picture', async () => {
  const { code, userId } = await watch()
  const copied = `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`
  const at = app.clock.now().toISOString()
  const shown = JSON.parse(await run('leak', copied, '--at', at, '--json'))
  expect(shown).toMatchObject({ partner: partner.clientId, partnerUserIds: [userId], video: 'A title' })
  expect(await run('leak', copied)).toContain(userId)
  await expect(run('leak', '00000000', '--json')).rejects.toThrow('No session showed 00000000 then.')
  await expect(run('leak', 'hello')).rejects.toThrow('A code is eight letters and digits')
})

const misreadings: Record<string, string> = { B: '8', S: '5', Z: '2', G: '6', 0: 'Q', D: 'O', V: 'U', N: 'M', C: 'G' }

test('tells whose session a code is of that was misread, and which code it showed', async () => {
  let { code, userId } = await watch()
  while (!Array.from(code).some((letter) => letter in misreadings)) {
    app.clock.advance(300)
    ;({ code, userId } = await watch())
  }
  const misread = Array.from(code, (letter) => misreadings[letter] ?? letter).join('')
  const said = await run('leak', misread)
  expect(said).toContain(userId)
  expect(said).toContain(`this one showed ${code}, which is easily mistaken for it.`)
  expect(JSON.parse(await run('leak', misread, '--json'))).toMatchObject({ code, partnerUserIds: [userId] })
})

test('finds nobody who was erased', async () => {
  const { code } = await watch()
  const { customer } = JSON.parse(await run('leak', code, '--json'))
  await eraseWatching(app.db, [customer])
  await expect(run('leak', code)).rejects.toThrow('What erased persons watched is gone.')
})

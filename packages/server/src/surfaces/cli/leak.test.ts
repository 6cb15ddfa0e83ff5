import { expect, test } from 'vitest'
import { openLearnerPlayback } from '../../features/playback/index.ts'
import { testApp } from '../../testing/app.ts'
import { commandLine } from './testing/command-line.ts'

const app = await testApp({ settings: { WATERMARK: 'on' } })
const channel = await app.given.channel()
const partner = await app.given.partner({ channels: [channel] })

const run = commandLine(app.ctx)

test('tells whose session a code is of, as a person copied it off the picture', async () => {
  const { accountId } = await app.given.account()
  const { userId } = await app.given.customer({ of: partner, owns: [channel] })
  await app.db
    .updateTable('customer')
    .set({ account_id: accountId })
    .where('partner_id', '=', partner.clientId)
    .execute()
  const claim = { accountId, sessionId: 'here', channelId: channel.id, videoId: channel.videoIds[0] ?? '' }
  const opened = await openLearnerPlayback(app.ctx, claim)
  if ('refused' in opened) throw new Error('it should have opened')
  const code = opened.playback.watermark ?? ''
  const copied = `${code.slice(0, 4)} ${code.slice(4).toLowerCase()}`
  const at = app.clock.now().toISOString()
  const shown = JSON.parse(await run('leak', copied, '--at', at, '--json'))
  expect(shown).toMatchObject({ partner: partner.clientId, partnerUserIds: [userId], video: 'A title' })
  expect(await run('leak', copied)).toContain(userId)
  await expect(run('leak', '00000000', '--json')).rejects.toThrow('No session showed 00000000 then.')
  await expect(run('leak', 'hello')).rejects.toThrow('A code is eight letters and digits')
})

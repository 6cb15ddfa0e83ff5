import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { openDesk } from '../orders/testing/desk.ts'
import { agreeChannels } from './index.ts'

const { db } = await testDatabase()
const { ctx, course, partner } = await openDesk(db)

const agreed = async (partnerId: string) =>
  (await db.selectFrom('catalog_entry').select('channel_id').where('partner_id', '=', partnerId).execute()).length

test('a channel whose price nobody can pay is agreed with nobody, by name or among all', async () => {
  const [sound, old] = [await course(), await course()]
  await db.updateTable('channel').set({ price_minor: 20 }).where('id', '=', old.id).execute()
  const partnerId = await partner([])
  for (const channels of ['all' as const, [sound.id, old.id]]) {
    await expect(agreeChannels(ctx, { partnerId, channels })).rejects.toMatchObject({
      fields: [{ field: `channels: the price of ${old.id}`, problem: expect.stringContaining('at least €0.50') }],
    })
  }
  expect(await agreed(partnerId)).toBe(0)
  await agreeChannels(ctx, { partnerId, channels: [sound.id] })
  expect(await agreed(partnerId)).toBe(1)
})

import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { silentLog } from '../../testing/test-server.ts'
import { openDatabase } from './open.ts'

test('a test database can be reached by its URL', async () => {
  const { url, connection } = await testDatabase()
  const db = openDatabase({ url, applicationName: 'by url', log: silentLog })
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db)
  expect(rows).toEqual([{ name: connection.database }])
  await db.destroy()
})

import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testDatabase } from '../../testing/database.ts'
import { personalData } from './personal-data.ts'

const { db } = await testDatabase()

test('every column of every table is known to be personal or not', async () => {
  const { rows } = await sql<{ table: string; columns: string[] }>`
    select table_name::text as "table", json_agg(column_name::text order by column_name) as columns
    from information_schema.columns
    where table_schema = 'public' and table_name <> 'migration'
    group by table_name`.execute(db)
  const stored = Object.fromEntries(rows.map(({ table, columns }) => [table, columns.toSorted()]))
  const registered = Object.fromEntries(
    Object.entries(personalData).map(([table, { personal, other }]) => [
      table,
      [...Object.keys(personal), ...other].toSorted(),
    ]),
  )
  expect(registered).toEqual(stored)
})

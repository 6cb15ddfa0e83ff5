import type { Sql } from 'postgres'

interface Column {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly isArray: boolean
  readonly isRequired: boolean
  readonly hasDefault: boolean
  readonly isAlwaysGenerated: boolean
  readonly labels: string[] | null
  readonly check: string | null
}

/** The TypeScript types of all tables and views; a text column held to a list of words by a check is a union of them. */
export async function describeTables(sql: Sql): Promise<string> {
  const byTable = Map.groupBy(await findColumns(sql), ({ table }) => table)
  const interfaces = [...byTable].map(([table, columns]) => {
    const fields = columns.map((column) => `  ${column.name}: ${fieldType(column)}\n`)
    return `interface ${pascal(table)}Table {\n${fields.join('')}}\n`
  })
  const listed = [...byTable.keys()].map((table) => `  ${table}: ${pascal(table)}Table\n`)
  const all = `/** Every table, as kysely knows it. */\nexport interface Tables {\n${listed.join('')}}\n`
  const body = [all, ...interfaces].join('\n')
  const used = ['ColumnType', 'Generated', 'GeneratedAlways'].filter((name) => new RegExp(`\\b${name}<`).test(body))
  const imports = used.length > 0 ? `import type { ${used.join(', ')} } from 'kysely'\n\n` : ''
  return `// Written by scripts/generate-schema.ts from what the migrations make; never edit it.\n${imports}${body}`
}

async function findColumns(sql: Sql): Promise<Column[]> {
  return await sql<Column[]>`
    select c.relname as table, a.attname as name, coalesce(e.typname, t.typname) as type, e.oid is not null as "isArray",
      a.attnotnull as "isRequired", a.atthasdef or a.attidentity <> '' as "hasDefault",
      a.attidentity = 'a' or a.attgenerated <> '' as "isAlwaysGenerated",
      (select array_agg(l.enumlabel::text order by l.enumsortorder) from pg_enum l where l.enumtypid = coalesce(e.oid, t.oid)) as labels,
      (select pg_get_constraintdef(o.oid) from pg_constraint o
        where o.conrelid = c.oid and o.contype = 'c' and o.conkey = array[a.attnum]
          and pg_get_constraintdef(o.oid) like '%= ANY (ARRAY[%'
        order by o.conname limit 1) as check
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_type t on t.oid = a.atttypid
    left join pg_type e on e.oid = t.typelem and t.typcategory = 'A'
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm') and c.relname <> 'migration'
      and a.attnum > 0 and not a.attisdropped
    order by c.relname collate "C", a.attnum`
}

const plain: Record<string, string> = {
  bool: 'boolean',
  date: 'string',
  float4: 'number',
  float8: 'number',
  int2: 'number',
  int4: 'number',
  int8: 'number',
  text: 'string',
  timestamp: 'string',
  uuid: 'string',
  varchar: 'string',
}

// What comes out, and what may go in where that is more.
const wider: Record<string, [string, string]> = {
  bytea: ['Buffer', 'Uint8Array'],
  json: ['unknown', 'unknown'],
  jsonb: ['unknown', 'unknown'],
  numeric: ['string', 'number | string'],
  timestamptz: ['Date', 'Date | string'],
}

function fieldType(column: Column): string {
  const words = column.labels ?? wordsOf(column.check)
  const single = words?.map((word) => `'${word.replaceAll("'", "\\'")}'`).join(' | ') ?? plain[column.type]
  const [out, into] = single === undefined ? (wider[column.type] ?? ['string', 'string']) : [single, single]
  const select = nullable(column, arrayOf(column, out))
  const insert = nullable(column, arrayOf(column, into))
  if (column.isAlwaysGenerated) return `GeneratedAlways<${select}>`
  if (select === insert) return column.hasDefault ? `Generated<${select}>` : select
  return `ColumnType<${select}, ${insert}${column.hasDefault ? ' | undefined' : ''}, ${insert}>`
}

function arrayOf({ isArray }: Column, type: string): string {
  if (!isArray) return type
  return type.includes(' ') ? `(${type})[]` : `${type}[]`
}

function nullable({ isRequired }: Column, type: string): string {
  return isRequired || type === 'unknown' ? type : `${type} | null`
}

function wordsOf(check: string | null): string[] | undefined {
  const list = check === null ? null : /^CHECK \(\(\w+ = ANY \(ARRAY\[(.*)\]\)\)\)$/.exec(check)
  const words = [...(list?.[1] ?? '').matchAll(/'((?:[^']|'')*)'::text/g)].map(([, word = '']) =>
    word.replaceAll("''", "'"),
  )
  return words.length > 0 ? words : undefined
}

function pascal(name: string): string {
  return name.replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase())
}

import type { Sql } from 'postgres';
/** The schema as SQL to read: enums, sequences, functions, tables with their indexes and triggers, views, by name. */
export declare function describeSchema(sql: Sql): Promise<string>;

import type { Sql } from 'postgres';
/** The TypeScript types of all tables and views; a text column held to a list of words by a check is a union of them. */
export declare function describeTables(sql: Sql): Promise<string>;

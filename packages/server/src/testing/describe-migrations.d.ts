/** What the migrations make, read back from a throwaway database: a dump to review and the types of its tables. */
export declare function describeMigrations(): Promise<{
    schema: string;
    tables: string;
}>;

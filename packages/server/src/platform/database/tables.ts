/** The tables of the database, as `scripts/generate-schema.ts` finds them. */
// biome-ignore lint/suspicious/noEmptyInterface: filled in by the generator
export interface Tables {}

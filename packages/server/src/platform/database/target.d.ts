/** Where a database is: a connection URL as libpq reads it, several hosts and socket folders included, or its parts. */
export type DatabaseTarget = {
    readonly url: string;
} | {
    readonly connection: {
        readonly host: string;
        readonly port: number;
        readonly user: string;
        readonly database: string;
    };
};
export interface Address {
    readonly host: string;
    readonly port: number;
}
export type SessionKind = 'read-write' | 'read-only' | 'primary' | 'standby' | 'prefer-standby';
/** A target taken apart. */
export interface Destination {
    readonly addresses: readonly Address[];
    readonly user: string;
    readonly password: string | undefined;
    readonly database: string;
    readonly ssl: false | 'require' | 'prefer' | {
        rejectUnauthorized: true;
        ca?: string;
    };
    readonly sessionKind: SessionKind | undefined;
}
/** Takes a target apart; throws with a plain message where the URL makes no sense (never repeating it: it bears a password). */
export declare function parseTarget(target: DatabaseTarget): Destination;
/** The same place as a URL, for another process. */
export declare function toUrl({ host, port, user, database, }: Extract<DatabaseTarget, {
    connection: object;
}>['connection']): string;

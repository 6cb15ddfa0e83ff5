import { type Binaries } from './binaries.ts';
import { type RunAs } from './run-as.ts';
/** Where one embedded server lives, and as whom it runs. */
export interface Site {
    readonly folder: string;
    readonly dataFolder: string;
    readonly logFile: string;
    readonly runAs: RunAs | undefined;
}
/** The user and database every embedded server has. */
export declare const owner = "osteocom";
/** Makes the folder if need be; refuses one that is not ours to work in. */
export declare function openSite(folder: string): Site;
/** The binaries for this site's data, new or old. */
export declare function siteBinaries(site: Site): Binaries;
/** A data folder as the server's user can name it, and the descriptor that must be handed to the child for it. */
export interface FolderAccess {
    readonly path: string;
    readonly descriptors: readonly number[];
    close(): void;
}
/**
 * A way for that user to a folder of its own, even below one closed to it (a checkout in /root): the child inherits
 * the open folder and names it through /proc/self/fd, so the data stays where it was asked for.
 */
export declare function reach(path: string, runAs: RunAs | undefined): FolderAccess;
/** Makes the data folder unless it is there: whole or not at all, since it gets its name last. */
export declare function ensureData(site: Site, binaries: Binaries): Promise<void>;
export declare function siteSocketFolder(site: Site): string;

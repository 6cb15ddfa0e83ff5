import { type RunAs } from './run-as.ts';
export declare const socketPort = 5432;
/** Where a server with this socket folder listens. */
export declare function socketPath(folder: string): string;
/** A folder for the server's socket that only its user may enter: beside the data, or a short one among the temporary files. */
export declare function makeSocketFolder(folder: string, runAs: RunAs | undefined): string;
/** Removes the folder of a server that has ended, unless something is still in it. */
export declare function removeSocketFolder(path: string): void;

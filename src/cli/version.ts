declare const SNAPSHOT_TRAIL_VERSION: string;

/** The version of the package; the build fills it in. */
export const VERSION: string = SNAPSHOT_TRAIL_VERSION;

/** Seconds from the end of one full sync to the start of the next. */
export const SYNC_INTERVAL_SECONDS = 300;

/** Packages that one sync instance works on at the same time: most of a task's time is spent waiting for upstream. */
export const SYNC_WORKERS = 16;

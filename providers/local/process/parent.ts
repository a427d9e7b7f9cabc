/** Milliseconds in which an orphan notices. */
const INTERVAL = 200;

/**
 * Ends this process soon after its parent has gone: an engine that was killed must not leave a provider that works on,
 * beside that of the next run. What it leaves half done, the next run completes.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(1);
  }, INTERVAL).unref();
}

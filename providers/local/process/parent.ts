/** Milliseconds in which an orphan notices. */
const INTERVAL = 200;

/**
 * Ends this process soon after the engine that started it has gone: an engine that was killed must not leave a provider
 * that works on, beside that of the next run. What it leaves half done, the next run completes.
 *
 * @param engine its pid, as the launcher has told it before this process had begun; where none is told, whoever is the
 *   parent now
 */
export function endWithParent(engine = process.env['SKERRY_PARENT']): void {
  const parent = engine ? Number(engine) : process.ppid;
  const endIfOrphan = (): void => {
    if (process.ppid !== parent) process.exit(1);
  };
  endIfOrphan();
  setInterval(endIfOrphan, INTERVAL).unref();
  // Where even the launcher came too late to see its engine, nobody reads the port that this process is about to tell.
  process.stdout.on('error', () => process.exit(1));
}

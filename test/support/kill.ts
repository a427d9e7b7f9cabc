/** SIGKILL to a process, or with `-pid` to its group; one that has ended meanwhile is as dead as wanted. */
export function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

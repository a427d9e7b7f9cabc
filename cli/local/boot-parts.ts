/** Starts the supervisor of a local stack with all its parts, where it doesn't run: after a reboot, for example. */
export async function bootParts(stateFolder: string, note: (text: string) => void): Promise<void> {
  // Loaded here: a stack in the clouds needs nothing of it.
  const { boot } = await import('../../providers/local/machine.ts');
  const { started } = await boot(stateFolder);
  if (started) note('the supervisor did not run: it is started, with all its parts');
}

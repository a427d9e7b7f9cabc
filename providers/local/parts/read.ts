import { isEnabled } from '../supervisor/service.ts';
import { readRecord } from './record.ts';

/**
 * A part as its folder declares it, which is what it runs by after its next start.
 *
 * @returns `undefined` when its folder or its service is gone, or its creation was never completed
 */
export async function readDeclared<Inputs>(
  stateDir: string,
  id: string,
): Promise<{ inputs: Inputs; address: string; port: number } | undefined> {
  const record = await readRecord(stateDir, id);
  if (!record?.address || record.phase !== 'ready' || !isEnabled(stateDir, id)) return undefined;
  return { inputs: record.inputs as Inputs, address: record.address, port: record.port ?? 0 };
}

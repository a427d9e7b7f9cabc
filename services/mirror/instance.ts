import { readFile } from 'node:fs/promises';
import type { InstanceConfig } from '../agent/instance-config.ts';

/**
 * What this instance was told at its boot.
 *
 * @throws where `SKERRY_INSTANCE` names no readable configuration
 */
export async function loadInstance(): Promise<InstanceConfig> {
  const path = process.env['SKERRY_INSTANCE'];
  if (path === undefined) throw new Error('SKERRY_INSTANCE must name the JSON file of the instance');
  return JSON.parse(await readFile(path, 'utf8')) as InstanceConfig;
}

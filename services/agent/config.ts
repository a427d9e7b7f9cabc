import { readFile } from 'node:fs/promises';
import type { InstanceConfig } from './instance-config.ts';

/** Reads an instance's configuration; its author is a program, so the checks are for a wrong or half-written file. */
export async function readInstanceConfig(file: string): Promise<InstanceConfig> {
  let config: InstanceConfig;
  try {
    config = JSON.parse(await readFile(file, 'utf8')) as InstanceConfig;
  } catch (error) {
    throw new Error(`${file}: no instance configuration can be read: ${(error as Error).message}`, {
      cause: error,
    });
  }
  const strings = {
    id: config.id,
    workload: config.workload,
    address: config.address,
    stateDir: config.stateDir,
    'release.channel': config.release?.channel,
    'release.publicKey': config.release?.publicKey,
    'release.store.endpoint': config.release?.store?.endpoint,
  };
  const numbers = {
    port: config.port,
    agentPort: config.agentPort,
    drainSeconds: config.drainSeconds,
    'release.pollSeconds': config.release?.pollSeconds,
  };
  for (const [name, value] of Object.entries(strings)) {
    if (typeof value !== 'string' || value === '')
      throw wrong(file, name, value, 'a string that is not empty');
  }
  for (const [name, value] of Object.entries(numbers)) {
    if (typeof value !== 'number' || !(value >= 0)) throw wrong(file, name, value, 'a number from 0 on');
  }
  if (!/^[a-z][a-z0-9-]*$/.test(config.workload)) {
    throw wrong(file, 'workload', config.workload, 'lower-case letters, digits and hyphens');
  }
  return config;
}

function wrong(file: string, name: string, value: unknown, expected: string): Error {
  return new Error(`${file}: ${name} is ${JSON.stringify(value) ?? 'absent'}; expected ${expected}`);
}

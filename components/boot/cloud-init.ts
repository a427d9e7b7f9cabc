import { PlanError } from '../plan-error.ts';

/** A file of an instance, readable by root alone unless its mode says more. */
export interface BootFile {
  path: string;
  content: string;
  /** Octal, as text. */
  mode?: string;
}

/**
 * User data for cloud-init: files, an account for the agent, and the units to start at this and every later boot. JSON is
 * YAML, and needs no quoting of our own.
 *
 * @param most bytes that the cloud takes
 */
export function cloudInit(files: readonly BootFile[], units: readonly string[], most: number): string {
  const document = {
    users: [{ name: 'skerry', system: true, shell: '/usr/sbin/nologin', no_create_home: true }],
    write_files: files.map(({ path, content, mode = '0600' }) => ({
      path,
      content,
      permissions: mode,
      owner: 'root:root',
    })),
    runcmd: [
      ['systemctl', 'daemon-reload'],
      ['systemctl', 'enable', '--now', ...units],
    ],
  };
  const text = `#cloud-config\n${JSON.stringify(document)}\n`;
  if (Buffer.byteLength(text) > most) {
    throw new PlanError(`user data of ${Buffer.byteLength(text)} bytes are more than the ${most} that fit`);
  }
  return text;
}

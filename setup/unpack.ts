import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { download } from './download.ts';
import type { Archive } from './downloads.ts';
import { runCommand } from './run-command.ts';

/**
 * Fetches an archive, checks it, and only then unpacks its member, without the folder around it, into `folder`: all of
 * it inside, so that whoever sweeps that folder away has swept everything.
 */
export async function fetchArchive(
  archive: Archive,
  folder: string,
  progress: (detail: string) => void,
): Promise<void> {
  const file = join(folder, 'archive.tar.gz');
  await download(archive, file, progress);
  progress('unpacking');
  const options = ['--no-same-owner', '--strip-components=1'];
  await runCommand('tar', ['-xzf', file, '-C', folder, ...options, archive.member]);
  rmSync(file);
}

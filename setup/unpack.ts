import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { download } from './download.ts';
import type { Archive } from './downloads.ts';
import { temporaryName } from './files.ts';
import { runCommand } from './run-command.ts';

/** Fetches an archive, checks it, and only then unpacks it; its member becomes `path` (a file or a folder). */
export async function fetchMember(
  archive: Archive,
  path: string,
  progress: (detail: string) => void,
): Promise<void> {
  const work = temporaryName(path);
  mkdirSync(work, { recursive: true });
  try {
    const file = join(work, 'archive.tar.gz');
    await download(archive, file, progress);
    progress('unpacking');
    await runCommand('tar', ['-xzf', file, '-C', work, '--no-same-owner', archive.member]);
    mkdirSync(dirname(path), { recursive: true });
    cpSync(join(work, archive.member), path, { recursive: true });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

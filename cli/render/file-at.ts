import { execFile, type ExecFileException } from 'node:child_process';
import { basename, dirname } from 'node:path';
import { cannotRun } from '../failure.ts';

/** What a file was at a revision of the git repository around it. */
export interface FileAt {
  /** The full hash. */
  commit: string;
  /** Absent: there was no such file. */
  text?: string;
}

/** More than a stack file may have. In bytes. */
const MOST = 64_000_000;

/**
 * Reads a file as a revision has it, without a checkout: neither the work tree nor the index is touched.
 *
 * @throws {Failure} where there is no git, no repository, no such revision, or the file is no text
 */
export async function fileAt(path: string, revision: string): Promise<FileAt> {
  const [folder, name] = [dirname(path), basename(path)];
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside.code !== 0 || inside.out.toString().trim() !== 'true') {
    throw cannotRun(
      `${folder} lies in no git work tree that can be compared with${inside.complaint === '' ? '' : `: ${inside.complaint}`}`,
      'without --diff',
    );
  }
  const named = await git(folder, ['rev-parse', '--verify', '--end-of-options', `${revision}^{commit}`]);
  if (named.code !== 0) {
    throw cannotRun(
      `git knows no revision "${revision}": ${named.complaint}`,
      'a branch, a tag or a commit of this clone; git fetch brings those of others',
    );
  }
  const commit = named.out.toString().trim();
  const entry = await git(folder, ['ls-tree', '-z', commit, '--', `:(literal)${name}`]);
  if (entry.code !== 0) throw cannotRun(`git can't list ${commit}: ${entry.complaint}`);
  const [mode, type, hash] = entry.out.toString().split(/[ \t]/);
  if (mode === undefined || mode === '') return { commit };
  if (type !== 'blob' || hash === undefined || mode === '120000')
    throw cannotRun(`${name} is no ordinary file at ${revision}: git lists it as ${mode} ${type}`);
  const content = await git(folder, ['cat-file', 'blob', hash]);
  if (content.code !== 0) throw cannotRun(`git can't read ${name} of ${revision}: ${content.complaint}`);
  try {
    return { commit, text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content.out) };
  } catch (cause) {
    throw cannotRun(`${name} of ${revision} is not UTF-8 text`, undefined, cause);
  }
}

interface Answer {
  code: number;
  out: Buffer;
  /** Why it has failed, in its words. */
  complaint: string;
}

function git(folder: string, args: string[]): Promise<Answer> {
  const env = { ...process.env, LC_ALL: 'C' };
  return new Promise((resolve, reject) => {
    execFile(
      'git',
      ['-C', folder, ...args],
      { encoding: 'buffer', maxBuffer: MOST, env },
      (error: ExecFileException | null, out, err) => {
        if (error && typeof error.code !== 'number') {
          const missing = String(error.code) === 'ENOENT';
          const reason = missing ? 'there is no git on PATH' : error.message;
          reject(cannotRun(`--diff asks git, and that can't run: ${reason}`, undefined, error));
          return;
        }
        const complaint = reasonIn(err.toString());
        resolve({ code: error ? Number(error.code) : 0, out, complaint });
      },
    );
  });
}

/** Advice comes before and after it. */
function reasonIn(complaints: string): string {
  const lines = complaints.trim().split('\n');
  const line = lines.find((one) => /^(fatal|error): /.test(one)) ?? lines.at(-1) ?? '';
  return line.replace(/^(fatal|error): /, '');
}

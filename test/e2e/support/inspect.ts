import { mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { join } from 'node:path';
import { processesUnder } from './processes.ts';
import { must } from './run.ts';
import { status, type Status } from './status.ts';
import type { Workspace } from './workspace.ts';

export async function partsOf(workspace: Workspace, stack: string, kind: string): Promise<Status['parts']> {
  return (await status(workspace, stack)).parts.filter((part) => part.kind === kind);
}

/** Folder of the part whose name begins so: `sample-upstream`, `cdn-files`, `balancer-serve`. */
async function folderOf(workspace: Workspace, stack: string, name: string): Promise<string> {
  const parts = join(workspace.state(stack), 'parts');
  for (const region of await readdir(parts)) {
    if ((await readdir(join(parts, region))).includes(name)) return join(parts, region, name);
  }
  throw new Error(`stack ${stack} has no part ${name} in ${parts}`);
}

/** Stops a part as an operator would, through its supervisor; it stays down. */
export async function stopService(workspace: Workspace, stack: string, name: string): Promise<void> {
  const folder = await folderOf(workspace, stack, name);
  await must('sv', ['-w', '10', 'down', join(folder, 'service')], { cwd: folder });
  const left = processesUnder(join(folder, 'work'));
  if (left.length > 0)
    throw new Error(`${name} is stopped, but runs: ${left.map((each) => each.command).join('; ')}`);
}

/** Through a link with a short name: a socket's path must not exceed 107 bytes. */
async function askSocket(path: string, question: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sock-'));
  try {
    await symlink(path, join(folder, 's'));
    const socket = connect(join(folder, 's'));
    socket.end(question);
    return await text(socket);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What haproxy itself counts: server → sessions since its start. */
export async function balancedSessions(workspace: Workspace, stack: string): Promise<Map<string, number>> {
  const folder = await folderOf(workspace, stack, 'balancer-serve');
  const stdout = await askSocket(join(folder, 'work/admin.sock'), 'show stat\n');
  const [head = '', ...rows] = stdout.replace(/^# /, '').trim().split('\n');
  const columns = head.split(',');
  const column = (row: string[], name: string) => row[columns.indexOf(name)] ?? '';
  return new Map(
    rows
      .map((row) => row.split(','))
      .filter((row) => !['FRONTEND', 'BACKEND'].includes(column(row, 'svname')))
      .map((row) => [column(row, 'svname'), Number(column(row, 'stot'))]),
  );
}

export interface EdgeRequest {
  code: number;
  /** `HIT`, `MISS`, … */
  cache: string;
  bytes: number;
  path: string;
}

/** The access log of an edge: `time status cache bytes uri`. */
export async function edgeRequests(
  workspace: Workspace,
  stack: string,
  edge: string,
): Promise<EdgeRequest[]> {
  const folder = await folderOf(workspace, stack, `cdn-${edge}`);
  const log = await readFile(join(folder, 'log/access.log'), 'utf8');
  return log
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [, code, cache, bytes, path] = line.split(' ');
      return { code: Number(code), cache: cache!, bytes: Number(bytes), path: path! };
    });
}

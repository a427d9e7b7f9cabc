import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

describe('set-up that is killed or run twice', () => {
  let folder: string;
  let children: ChildProcess[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skerry-setup-'));
    children = [];
  });
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  const start = (mode: 'hang' | 'run' | 'unlocked') => {
    const fixture = join(import.meta.dirname, 'fixture-steps.ts');
    const child = spawn(process.execPath, [fixture, folder, mode], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const exited = once(child, 'exit').then(([code]) => ({ code: code as number | null, said }));
    return { child, exited, waiting: () => untilSaid(child, () => said.includes('Waiting for process')) };
  };
  const tool = () => join(folder, 'tool', '1.0.0', 'tool');
  const installations = () => readFileSync(join(folder, 'installations'), 'utf8').trim().split('\n');

  it('shows nothing half done, and completes with the next run', async () => {
    const first = start('hang');
    await once(first.child.stdout, 'data');
    first.child.kill('SIGKILL');
    await first.exited;
    expect(existsSync(tool())).toBe(false);
    expect(readdirSync(join(folder, 'locks'))).toHaveLength(1);

    expect(await start('run').exited).toMatchObject({ code: 0 });
    expect(readFileSync(tool(), 'utf8')).toBe('half and half');
    expect(readdirSync(join(folder, 'locks'))).toEqual([]);
    expect(readdirSync(join(folder, 'tool'))).toEqual(['1.0.0']);
  });

  it('does the work once when two begin together', async () => {
    const results = await Promise.all([start('run').exited, start('run').exited, start('run').exited]);
    expect(results.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(installations()).toHaveLength(1);
    expect(readFileSync(tool(), 'utf8')).toBe('half and half');
  });

  it('makes a whole tool even where no lock keeps two apart', async () => {
    const runs = [start('unlocked'), start('unlocked'), start('unlocked')].map(({ exited }) => exited);
    expect((await Promise.all(runs)).map(({ code, said }) => [code, said])).toEqual(runs.map(() => [0, '']));
    expect(readFileSync(tool(), 'utf8')).toBe('half and half');
    expect(readdirSync(join(folder, 'tool'))).toEqual(['1.0.0']);
  });

  it('waits for a living run, says so, and takes over when that one is killed', async () => {
    const first = start('hang');
    await once(first.child.stdout, 'data');
    const second = start('run');
    await second.waiting();
    first.child.kill('SIGKILL');
    const { code, said } = await second.exited;
    expect(code).toBe(0);
    expect(said).toContain(`Waiting for process ${first.child.pid}, which sets up tool`);
    expect(installations()).toEqual(['hang', 'run']);
  });
});

/** Output arrives by events: looks again at each. */
async function untilSaid(child: ChildProcess, condition: () => boolean): Promise<void> {
  while (!condition()) await once(child.stderr!, 'data');
}

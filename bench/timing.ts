import { spawn } from 'node:child_process';

export interface Timed {
  /** Wall time from spawn to exit. */
  seconds: number;
  stdout: string;
}

/** Runs a command that must end with exit status 0, and times the whole process. */
export function timed(
  command: string,
  args: string[],
  options: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Timed> {
  return new Promise((resolve, reject) => {
    const started = performance.now();
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      const seconds = (performance.now() - started) / 1000;
      if (code === 0) resolve({ seconds, stdout });
      else
        reject(new Error(`${command} ${args.join(' ')} ended with ${code ?? signal}:\n${stdout}${stderr}`));
    });
  });
}

/** Ours, floor, ours, floor …, after one uncounted pair that warms the caches. */
export async function inTurn(
  runs: number,
  ours: () => Promise<number>,
  floor: () => Promise<number>,
): Promise<{ ours: number[]; floor: number[] }> {
  await ours();
  await floor();
  const samples = { ours: [] as number[], floor: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    samples.ours.push(await ours());
    samples.floor.push(await floor());
  }
  return samples;
}

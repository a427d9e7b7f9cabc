import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../../cli/run.ts';
import { parseScenario, writeScenario } from './support/scenario.ts';
import { playScenario } from './support/scenario-folder.ts';

const folder = join(import.meta.dirname, 'scenarios');
const files = globSync('*.scenario', { cwd: folder }).sort();

/** The command's own code, in this process: what it writes is caught, and the folder is what it was before. */
async function here(args: string[], where: string) {
  const streams = { stdout: process.stdout, stderr: process.stderr };
  const told = { stdout: '', stderr: '' };
  const before = process.cwd();
  const writes = Object.entries(streams).map(([name, stream]) => {
    const write = stream.write.bind(stream);
    stream.write = (text: string | Uint8Array) => {
      told[name as keyof typeof told] += String(text);
      return true;
    };
    return () => (stream.write = write);
  });
  process.chdir(where);
  try {
    return { status: await run(args), ...told };
  } finally {
    process.chdir(before);
    for (const restore of writes) restore();
  }
}

/** After a wanted change: `npx vitest run --project unit test/cli/scenarios.test.ts -u`. */
describe('a scenario of the command line', () => {
  it.each(files.map((file) => [basename(file, '.scenario'), file]))('%s', async (_, file) => {
    const path = join(folder, file);
    const scenario = parseScenario(readFileSync(path, 'utf8'));
    await expect(writeScenario(scenario, await playScenario(scenario, here))).toMatchFileSnapshot(path);
  });

  it('is there for each format', () => {
    const commands = files.map((file) =>
      parseScenario(readFileSync(join(folder, file), 'utf8')).args.join(' '),
    );
    for (const format of ['json', 'sarif', 'junit', 'github', 'gitlab']) {
      expect(commands.some((command) => command.includes(`--format ${format}`))).toBe(true);
    }
  });
});

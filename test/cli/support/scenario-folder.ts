import {
  mkdirSync,
  mkdtempSync,
  existsSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import manifest from '../../../package.json' with { type: 'json' };
import { type Outcome, type Scenario, steady } from './scenario.ts';

type Told = Pick<Outcome, 'stdout' | 'stderr' | 'status'>;

/** Does a scenario's command, in a folder that looks like a git repository with the scenario's files. */
export async function playScenario(
  scenario: Scenario,
  command: (args: string[], folder: string) => Promise<Told>,
): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'skerry-scenario-')));
  try {
    mkdirSync(join(folder, '.git'));
    for (const { path, content } of scenario.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), content);
    }
    const { stdout, stderr, status } = await command(scenario.args, folder);
    const plain = (text: string) => steady(text, folder, manifest.version);
    const read = (path: string) =>
      existsSync(join(folder, path)) ? plain(readFileSync(join(folder, path), 'utf8')) : undefined;
    return {
      stdout: plain(stdout),
      stderr: plain(stderr),
      status,
      written: new Map(scenario.written.map((path) => [path, read(path)])),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

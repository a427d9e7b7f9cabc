import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScenario, writeScenario } from './support/scenario.ts';
import { playScenario } from './support/scenario-folder.ts';
import { TinyClone } from './support/tiny-clone.ts';

let clone: TinyClone;
beforeAll(async () => {
  clone = await TinyClone.create('');
});
afterAll(() => clone.dispose());

/** Those of scenarios.test.ts that show a format, or an end that the process must pass on. */
describe('the command that people start says the same as its code', () => {
  const names = ['json', 'sarif', 'junit', 'github', 'gitlab'].map((format) => `format-${format}`);
  it.each([...names, 'errors', 'output', 'output-no-folder', 'no-such-format'])('%s', async (name) => {
    const text = readFileSync(join(import.meta.dirname, 'scenarios', `${name}.scenario`), 'utf8');
    const scenario = parseScenario(text);
    const outcome = await playScenario(scenario, async (args, folder) => {
      const { code, stdout, stderr } = await clone.skerry(args, '', folder);
      return { status: code ?? -1, stdout, stderr };
    });
    expect(writeScenario(scenario, outcome)).toBe(text);
  });
});

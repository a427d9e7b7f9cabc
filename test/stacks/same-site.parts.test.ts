import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { EngineFailure, TestProject } from '../support/engine/project.ts';
import { analyse } from '../../topology/analyse.ts';
import { sameValue } from '../../topology/load/same-value.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

let project: TestProject;
afterEach(() => project.remove());

/** A program that only hands on what the engine passes to it as the site. */
const PROGRAM = `import { Config } from '@pulumi/pulumi';
export const site = JSON.stringify(new Config('skerry').requireObject('site'));
`;

/** The site as the engine reads it. */
async function engineSite(): Promise<unknown> {
  const program = join(project.folder, 'stacks/index.ts');
  rmSync(program);
  writeFileSync(program, PROGRAM);
  await project.init();
  await project.up();
  return JSON.parse(String((await project.outputs())['site']));
}

describe("the engine's reading of a committed stack file", () => {
  test.each(['local', 'staging', 'cn-prod', 'aws-prod'])('is that of the checks: %s', async (stack) => {
    project = new TestProject(stack);
    const { site, diagnostics } = analyse({ path: project.stackFile, now: NOW });
    expect(diagnostics).toEqual([]);
    expect(sameValue(site, await engineSite())).toBeUndefined();
  });

  test('that is another one is refused, with the place', async () => {
    project = new TestProject('local');
    await project.init();
    // Beside the file that the checks read, the engine is given another one.
    const other = join(project.folder, 'other.yaml');
    const text = readFileSync(project.stackFile, 'utf8');
    writeFileSync(other, text.replace('min: 1, max: 4, desired: 2', 'min: 1, max: 4, desired: 3'));
    const refusal = await project
      .pulumi('preview', '--stack', 'local', '--config-file', other, '--non-interactive')
      .then(
        () => 'no refusal',
        (error: unknown) => (error instanceof EngineFailure ? error.output : String(error)),
      );
    expect(refusal).toContain(
      "the checks read 2 at /config/skerry:site/regions/local/groups/mirror-sync/capacity/desired, but Pulumi's engine reads 3",
    );
    expect(refusal).not.toMatch(/\bat .*\.ts:\d+/);
  });
});

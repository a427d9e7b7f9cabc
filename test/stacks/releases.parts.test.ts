import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changes } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';
import { keptFile, keptStacks, keptState } from '../support/engine/releases.ts';

it.each(keptStacks())(
  '$stack as release $version has left it is taken over without a replacement or a deletion',
  async ({ version, stack }) => {
    const project = new TestProject(stack);
    try {
      project.writeSite(readFileSync(keptFile(version, stack), 'utf8'));
      await project.init();
      await project.pulumi('stack', 'import', '--stack', stack, '--file', keptState(version, stack));
      const steps = changes(await project.preview());
      expect(steps.filter((step) => !/^(create|update) /.test(step))).toEqual([]);
    } finally {
      project.remove();
    }
  },
);

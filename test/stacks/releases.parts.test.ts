import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { changes } from '../support/engine/graph.ts';
import { TestProject } from '../support/engine/project.ts';
import { keptFile, keptStacks, keptState } from '../support/engine/releases.ts';

/** What instances start from: each content has a key of its own, and the older ones stay in the bucket. */
const isBootFile = (step: string) => /:BucketObject(v2)? \S+\/boot\/\S+$/.test(step);

it.each(keptStacks())(
  '$stack as release $version has left it is taken over without a replacement or a deletion',
  async ({ version, stack }) => {
    const project = new TestProject(stack);
    try {
      project.writeSite(readFileSync(keptFile(version, stack), 'utf8'));
      await project.init();
      await project.pulumi('stack', 'import', '--stack', stack, '--file', keptState(version, stack));
      const steps = changes(await project.preview());
      const harmless = (step: string) => /^(create|update) /.test(step) || isBootFile(step);
      expect(steps.filter((step) => !harmless(step))).toEqual([]);
    } finally {
      project.remove();
    }
  },
);

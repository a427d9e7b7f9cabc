import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refusedWords } from '../../topology/catalog/refused-words/index.ts';
import { Site } from '../../topology/schema/site.ts';
import { realPlugin, whyNoRealPlugin } from '../support/engine/real-plugin.ts';
import { startIdentityService, type IdentityService } from '../support/alicloud/identity-service.ts';
import { acceptedSites } from './accepted.ts';
import { judge } from './judge.ts';
import { countKeys, type Node } from './keys.ts';
import { startPluginJudge, type PluginJudge } from './real-plugin.ts';

const missing = whyNoRealPlugin();
if (missing !== undefined) console.warn(`generated sites are judged by the stand-ins alone: ${missing}`);

/** `npm run soak` judges them all; the first of them hold the tests. */
const judged = Number(process.env['SKERRY_JUDGED_SITES'] ?? 40);
const generated = Math.max(300, judged);
const seed = Number(process.env['SKERRY_SEED'] ?? 20_261_122);

/** Words that no platform makes so far, each told with its reason: no site that is accepted has them. */
const nowhere = refusedWords.alicloud
  .filter(({ values }) => values === undefined)
  .map(({ of, path }) => [of, ...path].join('.'))
  .filter((word) =>
    [refusedWords.aws, refusedWords.local].every((rows) =>
      rows.some(
        ({ of, path }) => word === [of, ...path].join('.') || word.startsWith(`${[of, ...path].join('.')}.`),
      ),
    ),
  )
  .map((word) => word.replace(/^site\./, ''));

describe(`generated sites that the checks accept (seed ${seed})`, () => {
  const { accepted, refusals } = acceptedSites(generated, seed);
  const counts = countKeys(
    Site as Node,
    accepted.map(({ site }) => site),
  );

  it(`are ${generated}, and have every word of the schema ten times at least`, () => {
    console.log(`refused besides: ${[...refusals].map(([code, count]) => `${code} ${count}`).join(', ')}`);
    console.log([...counts].map(([key, count]) => `${String(count).padStart(5)} ${key}`).join('\n'));
    expect(accepted).toHaveLength(generated);
    expect(nowhere).toEqual(['domain.key']);
    expect([...counts].filter(([key, count]) => count < 10 && !nowhere.includes(key))).toEqual([]);
  });

  describe(`of which ${judged} are judged`, () => {
    let identity: IdentityService | undefined;
    let plugin: PluginJudge | undefined;
    const folder = mkdtempSync(join(tmpdir(), 'skerry-judge-'));

    beforeAll(async () => {
      if (missing !== undefined) return;
      identity = await startIdentityService('1234567890123456');
      plugin = await startPluginJudge(await realPlugin(), identity.host, folder);
    });
    afterAll(async () => {
      plugin?.stop();
      await identity?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it("by the facts of both clouds' providers, and by Alibaba's own plugin", async () => {
      const complaints: string[] = [];
      for (const each of accepted.slice(0, judged)) complaints.push(...(await judge(each, plugin)));
      expect(complaints).toEqual([]);
    });

    it.skipIf(missing !== undefined)('by a plugin that does refuse what Alibaba Cloud refuses', async () => {
      const group = {
        urn: 'urn:pulumi:test::skerry::alicloud:ess/scalingGroup:ScalingGroup::group',
        type: 'alicloud:ess/scalingGroup:ScalingGroup',
        inputs: { minSize: 1, maxSize: 2001 },
        ignoreChanges: [],
      };
      expect(await plugin?.complaints(group)).toEqual([expect.stringContaining('2000')]);
    });
  });
});

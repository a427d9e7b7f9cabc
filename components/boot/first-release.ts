import { join } from 'node:path';
import { type Output, unsecret } from '@pulumi/pulumi';
import { seal } from '../../release/envelope.ts';
import type { Plan } from '../../topology/plan/plan.ts';
import type { Given } from '../given.ts';
import { PlanError } from '../plan-error.ts';
import { secretOf } from '../secrets.ts';
import { DIST, readSetUpFile } from '../set-up-file.ts';

/**
 * The services of this checkout as the first release of a bucket: instances that start need one, and whoever makes the
 * bucket is the only one who may write there by then. Later ones are published apart from updates, and not undone by them.
 */
export interface FirstRelease {
  /** What the pointer names; each in a file of its own. */
  packs: { name: string; key: string; path: string }[];
  pointer: { key: string; content: Output<string> };
}

/** @throws PlanError where set-up has not made it */
export function firstRelease(plan: Plan, given?: Given, dist: string = DIST): FirstRelease {
  const file = join(dist, 'first-release.json');
  const text = readSetUpFile(file, 'the services are not bundled yet');
  if (!plan.releases)
    throw new PlanError('skerry:site.releases is missing: there is no key to sign releases');
  const { packs, pointer } = JSON.parse(text) as {
    packs: { key: string; file: string }[];
    pointer: { key: string; text: string };
  };
  const sealed = secretOf(plan.releases.signingKey, given).apply((key) => seal(pointer.text, key).toString());
  return {
    packs: packs.map(({ key, file }, index) => ({ name: `pack-${index}`, key, path: join(dist, file) })),
    // Everybody may read what is signed; the key is nowhere in it.
    pointer: { key: pointer.key, content: unsecret(sealed) },
  };
}

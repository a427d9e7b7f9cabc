import { images } from '../../catalog/images.ts';
import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

const FIX = 'releases: {signingKey: releaseKey}';
const PLACE = below(SITE, 'releases');

/** On one machine the key is made; on Alibaba Cloud an image of the user's own may bring the software. */
export const signingKeyChecks: Check[] = [
  rule({
    code: 'release/signing-key-missing',
    summary: 'instances on aws know the key that their releases are signed with',
    why: 'Instances run only what a key has signed: without one they boot, find nothing and are replaced, again and again.',
    allowed: 'releases.signingKey, the name of a secret, where a group is on AWS.',
    fix: 'Make a key, set it as a secret and name it.',
    *run({ site, index }) {
      const group = [...index.groups.values()].find(
        ({ region, workload }) => region.platform === 'aws' && workload !== 'own',
      );
      if (site.releases || !group) return;
      yield {
        pointer: group.pointer,
        at: 'key',
        message: `${group.id} runs only what a key has signed, and the site names none`,
        fix: FIX,
        lacking: [PLACE],
      };
    },
  }),
  {
    code: 'release/nothing-to-run',
    severity: 'warning',
    summary: 'instances of a public image on alicloud get their software from somewhere',
    why: 'A public image brings none of our software, and without a key no release is brought to it: the boot hook lets each instance go again, which costs money and serves nobody.',
    allowed: 'releases.signingKey, or an image of your own that brings the software.',
    fix: 'Name the key of releases, or your own image.',
    *run({ site, index }) {
      if (site.releases) return;
      const { names } = images.rows.alicloud;
      const group = [...index.groups.values()].find(({ region, workload, value }) => {
        if (workload === 'own') return false;
        const image = value.image ?? site.defaults?.group?.image;
        return region.platform === 'alicloud' && image !== undefined && Object.hasOwn(names, image);
      });
      if (!group) return;
      yield {
        pointer: group.pointer,
        at: 'key',
        message:
          `${group.id} has nothing to run: its image is a public one, and the site names no key of releases, ` +
          'without which none are brought to it; its `boot` hook then lets each instance go again',
        fix: `${FIX}, or an image that brings the software`,
        lacking: [PLACE],
      };
    },
  },
];

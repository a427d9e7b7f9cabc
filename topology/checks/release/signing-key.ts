import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

/** On Alibaba Cloud instances get no release so far, and on one machine the key is made. */
export const signingKey = rule(
  'release/signing-key-missing',
  'instances on aws know the key that their releases are signed with',
  function* ({ site, index }) {
    const group = [...index.groups.values()].find(({ region }) => region.platform === 'aws');
    if (site.releases || !group) return;
    yield {
      pointer: group.pointer,
      at: 'key',
      message: `${group.id} runs only what a key has signed, and the site names none`,
      fix: 'releases: {signingKey: releaseKey}',
      lacking: [below(SITE, 'releases')],
    };
  },
);

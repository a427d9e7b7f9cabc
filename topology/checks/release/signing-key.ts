import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

/** On one machine the key is made; on Alibaba Cloud the program says so, in the same words. */
export const signingKey = rule(
  'release/signing-key-missing',
  'instances on aws know the key that their releases are signed with',
  function* ({ site, index }) {
    const group = [...index.groups.values()].find(
      ({ region, workload }) => region.platform === 'aws' && workload !== 'own',
    );
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

import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule } from '../check.ts';

export const accountMissing = rule(
  'account/missing',
  'a site on a cloud names its account',
  function* ({ site, index }) {
    const cloud = index.regions.find(({ platform }) => platform !== 'local');
    if (site.account || !cloud) return;
    yield {
      pointer: below(SITE, 'platform'),
      at: 'key',
      message: `the site has no account, whose number names buckets and roles on ${cloud.platform}`,
      fix: `account: {id: "${cloud.platform === 'aws' ? '123456789012' : '1234567890123456'}"}`,
      lacking: [below(SITE, 'account')],
    };
  },
);

import { below, SITE } from '../../diagnostics/pointer.ts';
import { accountsOf } from '../../plan/accounts.ts';
import { rule } from '../check.ts';

const examples = { aws: '123456789012', alicloud: '1234567890123456' };

export const accountMissing = rule({
  code: 'account/missing',
  summary: 'a site has an account on each cloud that a region lies on',
  why: "The account's number names buckets and roles, and an update to any other account is refused: without it, a wrong profile on a laptop would build the site a second time somewhere else.",
  allowed: "account for the cloud of the site's platform; accounts by cloud for regions on another one.",
  fix: 'Write the number of the account, in quotes.',
  *run({ site, index }) {
    const known = accountsOf(site);
    const told = new Set<string>();
    for (const { name, platform, pointer } of index.regions) {
      if (platform === 'local' || known[platform] || told.has(platform)) continue;
      told.add(platform);
      const fix = `{id: "${examples[platform]}"}`;
      if (platform === site.platform) {
        yield {
          pointer: below(SITE, 'platform'),
          at: 'key',
          message: `the site has no account, whose number names buckets and roles on ${platform}`,
          fix: `account: ${fix}`,
          lacking: [below(SITE, 'account')],
        };
      } else {
        yield {
          pointer: below(pointer, 'platform'),
          at: 'key',
          message: `the site has no account on ${platform}, which ${name} lies on: its own is one of ${site.platform}`,
          fix: `accounts: {${platform}: ${fix}}`,
          lacking: [below(SITE, 'accounts')],
        };
      }
    }
  },
});

import { openTags, type AlicloudAccount } from './session.ts';

const PAGE_SIZE = 1000;

interface TagPage {
  TagResources?: { ResourceARN: string }[];
  NextToken?: string;
}

/**
 * Names (ARNs) of everything in a region that bears all of these tags, of every service that tells the tag service.
 *
 * @throws {GroupError}
 */
export async function alicloudTagged(
  region: string,
  account: AlicloudAccount | undefined,
  tags: Readonly<Record<string, string>>,
): Promise<string[]> {
  const service = await openTags(region, account);
  try {
    const found: string[] = [];
    let token: string | undefined;
    do {
      const page: TagPage = await service.call('ListTagResources', {
        RegionId: region,
        Tags: JSON.stringify(tags),
        PageSize: PAGE_SIZE,
        ...(token === undefined ? {} : { NextToken: token }),
      });
      found.push(...(page.TagResources ?? []).map(({ ResourceARN }) => ResourceARN));
      token = page.NextToken === '' ? undefined : page.NextToken;
    } while (token !== undefined);
    return found;
  } finally {
    service.close();
  }
}

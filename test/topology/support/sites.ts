import { readFileSync } from 'node:fs';

const good = (name: string): string =>
  readFileSync(new URL(`../../corpus/good/${name}.yaml`, import.meta.url), 'utf8');

/** A site on Alibaba Cloud with each kind of thing in it; tests edit it line by line. */
export const cloud = good('cloud');

/** As small as a site of the mirror on one machine can be. */
export const local = good('local');

/** The same mirror on AWS. */
export const aws = good('aws');

export const sites = { cloud, local, aws };

/** From what to what; the text must occur exactly once, so that a test changes what it means to. */
export type Edit = readonly [from: string, to: string];

export function edited(text: string, edits: readonly Edit[]): string {
  return edits.reduce((current, [from, to]) => {
    const parts = current.split(from);
    if (parts.length !== 2)
      throw new Error(`"${from}" occurs ${parts.length - 1} times in the site, not once`);
    return parts.join(to);
  }, text);
}

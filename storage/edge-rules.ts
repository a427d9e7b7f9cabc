import { MAX_SEGMENT, PLAIN, PUBLIC } from './keys.ts';

/** One `rewrite` of nginx: `match` is a PCRE on the decoded, normalised URI. */
export interface EdgeRewrite {
  match: string;
  replace: string;
  /** The last one; without nginx's flag `break` it would look for another location. */
  flag?: 'break';
}

export interface EdgeRules {
  /** PCREs on the decoded URI; where one matches, the edge answers 404 without asking the bucket. */
  refuse: string[];
  /** To be applied one after another, each once. */
  rewrites: EdgeRewrite[];
}

/** How many `=` and how many `,` a URL may hold at the edge. */
const ESCAPES = 4;
/** Bytes that escaping adds at most: each of those characters becomes three. */
const GROWTH = 2 * ESCAPES * 2;
/** A longer path may have a hashed key, which an edge can't compute. */
const MAX_EDGE_PATH = 900;

/**
 * What an edge does to turn a URL path into a key as `publicKey` does. In nginx, inside the location (`merge_slashes`
 * on, as it is by default):
 *
 *     if ($uri ~ "<refuse>") { return 404; }            # for each of `refuse`
 *     rewrite "<match>" "<replace>" <flag>;             # for each of `rewrites`, in this order
 *     proxy_pass http://<bucket's host and port>;       # no path here: nginx then sends the rewritten one, encoded
 *
 * Without odd characters it comes to the last rewrite alone: `=` before the last segment.
 *
 * `prefix` is what the bucket's URL has before the key: `/<bucket>`, or nothing where the bucket is part of the host
 * name. All that follows it starts with the prefix of public keys: an edge never reaches internal ones.
 *
 * Names with characters other than those of `PLAIN`, `=` and `,`, and over-long ones, do have keys, but not at the
 * edge: no package manager we know asks for such a URL, and a 404 sends the client on to its next source.
 */
export function edgeRules(prefix: string): EdgeRules {
  return {
    refuse: [
      `[^${PLAIN}=,/]`,
      `(?:=[^=]*){${ESCAPES + 1}}`,
      `(?:,[^,]*){${ESCAPES + 1}}`,
      `[^/]{${MAX_SEGMENT - GROWTH}}`,
      `^.{${MAX_EDGE_PATH}}`,
    ],
    rewrites: [
      ...Array.from({ length: ESCAPES }, (_, index) => escapeCommas(index + 1)),
      ...Array.from({ length: ESCAPES }, () => ({ match: '^([^=]*)=(.*)$', replace: '$1,3D$2' })),
      { match: '^(.*)/([^/]*)$', replace: `${prefix}/${PUBLIC}$1/=$2`, flag: 'break' },
    ],
  };
}

/** All of exactly `count` commas at once: the escape holds a comma itself, so they can't go one by one. */
function escapeCommas(count: number): EdgeRewrite {
  const captures = Array.from({ length: count + 1 }, (_, index) => `$${index + 1}`);
  return { match: `^${captures.map(() => '([^,]*)').join(',')}$`, replace: captures.join(',2C') };
}

import type { RefusedWord } from '../../catalog/refused-words/refused-word.ts';
import { refusedWords } from '../../catalog/refused-words/index.ts';
import type { Pointer } from '../../diagnostics/diagnostic.ts';
import { below, keysOf, SITE } from '../../diagnostics/pointer.ts';
import { isRecord } from '../../diagnostics/show.ts';
import type { Platform } from '../../plan/words.ts';
import type { SiteIndex } from '../../site-index.ts';
import { rule, type Check, type CheckContext, type Problem } from '../check.ts';

/** A thing of the site whose words must count on a platform. */
interface Holder {
  kind: string;
  platform: Platform;
  /** Whose they are, as a message names it. */
  id: string;
  pointer: Pointer;
  value: object;
  /** Whether there are further platforms that may honour what this one doesn't. */
  others?: boolean;
}

export const platformWords: Check[] = [
  rule({
    code: 'platform/word-not-honoured',
    summary: 'each word is one that its platform can honour',
    why: "What is written must count. A word that a platform can't honour would be believed by whoever reads the file, and do nothing.",
    allowed: 'Words that the platform of the thing honours.',
    fix: 'Leave the word out, or do what the finding says in its place.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameter.InScenario' }],
    run: (context) => refusals(context, false),
  }),
  rule({
    code: 'platform/word-not-made',
    summary: 'each word is one that Skerry makes something of on its platform',
    why: 'The platform may have it, and Skerry makes nothing of it there so far: the word would do nothing.',
    allowed: 'Words that Skerry builds on the platform of the thing.',
    fix: 'Leave the word out for now.',
    run: (context) => refusals(context, true),
  }),
];

function* refusals(context: CheckContext, soFar: boolean): Generator<Problem> {
  const told = new Set<Pointer>();
  for (const { kind, platform, id, pointer, value, others } of holders(context)) {
    for (const refused of refusedWords[platform]) {
      if (refused.of !== kind || (refused.soFar ?? false) !== soFar || (refused.elsewhere && others))
        continue;
      for (const place of places(value, refused.path, pointer)) {
        // What is refused as a whole needs no words on its parts; a preset is one mistake, whoever takes it.
        if (!isRefused(refused, place.value) || [...told].some((outer) => isBelow(place.pointer, outer)))
          continue;
        told.add(place.pointer);
        yield {
          pointer: place.pointer,
          at: refused.values ? 'value' : 'key',
          message: `${wordAt(place)} has no effect on ${platform}, where ${id} is: ${refused.why}`,
          fix: refused.fix,
        };
      }
    }
  }
}

function* holders({ site, index }: CheckContext): Generator<Holder> {
  const local = index.regions.every(({ platform }) => platform === 'local');
  // What belongs to a whole site is of its clouds, where it has any.
  const platforms = new Set(index.regions.map((region) => region.platform));
  if (!local) platforms.delete('local');
  for (const platform of platforms) {
    const others = platforms.size > 1;
    yield { kind: 'site', platform, id: 'the site', pointer: SITE, value: site, others };
  }
  for (const [name, edge] of Object.entries(site.cdn ?? {})) {
    const home = index.regions.find((region) => edge.origins[0]?.startsWith(`${region.name}/`));
    const pointer = below(SITE, 'cdn', name);
    if (home) yield { kind: 'edge', platform: home.platform, id: `the edge ${name}`, pointer, value: edge };
  }
  for (const { platform, name, pointer, value } of index.regions) {
    if (!value.redis) continue;
    yield {
      kind: 'redis',
      platform,
      id: `${name}/redis`,
      pointer: below(pointer, 'redis'),
      value: value.redis,
    };
  }
  yield* entries('bucket', index.buckets);
  yield* entries('balancer', index.loadBalancers);
  yield* entries('group', index.groups);
  const presets = below(SITE, 'defaults', 'group');
  for (const { id, region, value } of index.groups.values()) {
    const taken = Object.entries(site.defaults?.group ?? {}).filter(([key]) => !Object.hasOwn(value, key));
    const own = { platform: region.platform, id, pointer: presets };
    yield { kind: 'group', ...own, value: Object.fromEntries(taken) };
  }
}

function* entries(kind: string, map: SiteIndex['buckets' | 'loadBalancers' | 'groups']): Generator<Holder> {
  for (const { id, region, pointer, value } of map.values()) {
    yield { kind, platform: region.platform, id, pointer, value };
  }
}

interface Place {
  pointer: Pointer;
  value: unknown;
}

/** Where a value has a word, if it has it. */
function* places(value: unknown, path: readonly string[], pointer: Pointer): Generator<Place> {
  const [key, ...rest] = path;
  if (key === undefined) {
    yield { pointer, value };
  } else if (key === '*' && Array.isArray(value)) {
    for (const [position, item] of value.entries()) yield* places(item, rest, below(pointer, position));
  } else if (isRecord(value) && Object.hasOwn(value, key)) {
    yield* places(value[key], rest, below(pointer, key));
  }
}

function isRefused({ values }: RefusedWord, value: unknown): boolean {
  if (values) return values.includes(value);
  return !(value === false || value === 0 || (Array.isArray(value) && value.length === 0));
}

const isBelow = (pointer: Pointer, outer: Pointer): boolean =>
  pointer === outer || pointer.startsWith(`${outer}/`);

/** `spread: priority`, or the word alone where its value is no matter. */
function wordAt({ pointer, value }: Place): string {
  const word = keysOf(pointer).at(-1) ?? '';
  return typeof value === 'string' ? `${word}: ${value}` : word;
}

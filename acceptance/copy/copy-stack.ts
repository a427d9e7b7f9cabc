import { isMap, isScalar, parseDocument, type Document } from 'yaml';
import { refused } from '../../cli/failure.ts';

export interface CopyWishes {
  /** Name of the run. */
  run: string;
  /** Where its report lies: whoever finds the copy finds it by that. */
  report: string;
  /** Domain of the run's own host names. */
  domain?: string;
  /** Domains of the other stacks, by stack: none of them may be the run's. */
  claimed: Readonly<Record<string, string>>;
  /** Certificates by place; `''` is that of all other places. */
  certificates: Readonly<Record<string, string>>;
  /** Packages to mirror, where the upstream is not the project's own sample. */
  only: readonly string[];
}

export interface StackCopy {
  text: string;
  /** What differs from the original, in sentences. */
  changes: string[];
}

const SITE = ['config', 'skerry:site'];

/**
 * The stack of a run: the same site under names of its own, and fit to be taken down again. The original's names in the
 * clouds derive from its stack's name, so that another name is enough for everything but host names, which are the
 * world's, and instances that the file names by id.
 *
 * @param stack name of the original
 * @throws {Failure} exit code 1, where the copy would meet what is there
 */
export function copyStack(stack: string, text: string, wishes: CopyWishes): StackCopy {
  const document = parseDocument(text);
  const changes = [
    ...copyDomain(stack, document, wishes),
    ...leaveProduction(document),
    ...emptyBuckets(document),
    ...leaveInstancesAlone(document),
    ...narrowMirror(document, wishes.only),
  ];
  document.commentBefore = [
    ` Made by \`npm run acceptance -- ${stack}\`, and removed when all that it describes is gone.`,
    ` ${REPORT}${wishes.report}`,
  ].join('\n');
  return { text: document.toString({ lineWidth: 0 }), changes };
}

const REPORT = 'report: ';

/** Path of the report, from the text of a copy; `undefined`: it is none, or it was torn. */
export function reportOfCopy(text: string): string | undefined {
  return new RegExp(`^# ${REPORT}(.+)$`, 'm').exec(text)?.[1];
}

function copyDomain(
  stack: string,
  document: Document,
  { domain, claimed, certificates }: CopyWishes,
): string[] {
  const present = document.getIn([...SITE, 'domain', 'name']);
  if (typeof present !== 'string') {
    if (domain !== undefined) throw refused(`${stack} has no domain: --domain ${domain} means nothing here`);
    return [];
  }
  if (domain === undefined) {
    throw refused(
      `${stack} answers to names below ${present}, and no two stacks can`,
      `--domain accept.${present}, with --certificate where the site's does not cover it`,
    );
  }
  const [owner] = Object.entries(claimed).find(([, name]) => name === domain) ?? [];
  if (owner !== undefined) throw refused(`${domain} is the domain of ${owner}`, 'a --domain of its own');
  document.setIn([...SITE, 'domain', 'name'], domain);
  const changes = [`domain: ${domain}, not ${present}`];
  for (const [place, reference] of Object.entries(certificates)) {
    const path = place === '' ? ['certificate'] : ['certificates', place];
    document.setIn([...SITE, 'domain', ...path], reference);
    changes.push(`${path.join('.')}: ${reference}`);
  }
  return changes;
}

/** What is protected from deletion could not be taken down. */
function leaveProduction(document: Document): string[] {
  if (document.getIn([...SITE, 'stage']) !== 'production') return [];
  document.setIn([...SITE, 'stage'], 'staging');
  return ['stage: staging, not production, whose resources are protected from deletion'];
}

function emptyBuckets(document: Document): string[] {
  const changed: string[] = [];
  for (const [region, name] of partsOf(document, 'buckets')) {
    const path = [...SITE, 'regions', region, 'buckets', name];
    const appendOnly = document.getIn([...path, 'appendOnly']) === true;
    if (appendOnly) document.deleteIn([...path, 'appendOnly']);
    if (!appendOnly && document.getIn([...path, 'forceDestroy']) === true) continue;
    document.setIn([...path, 'forceDestroy'], true);
    changed.push(
      `${region}/${name} may be deleted with its data${appendOnly ? ', and is not append-only' : ''}`,
    );
  }
  return changed;
}

/** They belong to what the original runs. */
function leaveInstancesAlone(document: Document): string[] {
  return partsOf(document, 'groups').flatMap(([region, name]) => {
    const path = [...SITE, 'regions', region, 'groups', name, 'attach'];
    return document.deleteIn(path) ? [`${region}/${name} attaches no instances`] : [];
  });
}

/** A whole upstream is hundreds of gigabytes and days. */
function narrowMirror(document: Document, only: readonly string[]): string[] {
  const path = [...SITE, 'mirror', 'composer'];
  const upstream = document.getIn([...path, 'upstream']);
  if (typeof upstream !== 'string' || upstream === 'sample') return [];
  document.setIn([...path, 'only'], document.createNode([...only]));
  return [`the mirror takes ${only.join(', ')} alone`];
}

/** Region and name of all buckets or groups. */
function partsOf(document: Document, kind: 'buckets' | 'groups'): [region: string, name: string][] {
  return keysAt(document, [...SITE, 'regions']).flatMap((region) =>
    keysAt(document, [...SITE, 'regions', region, kind]).map((name): [string, string] => [region, name]),
  );
}

function keysAt(document: Document, path: readonly string[]): string[] {
  const node = document.getIn(path);
  if (!isMap(node)) return [];
  return node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
}

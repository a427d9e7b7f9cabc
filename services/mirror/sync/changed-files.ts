import { fillMetadataTemplate, metadataKey, METADATA_KINDS, type MetadataKind } from '../composer/layout.ts';
import { FetchFailure } from '../fetch/failure.ts';
import type { ServingBucket, WorkingBuckets } from './bucket.ts';
import { eachLimited } from './each-limited.ts';
import { downloadMetadata, type DownloadContext, type ReadMetadata } from './metadata-download.ts';
import { fromObjectMetadata, sharedPublication, type PublishedIn } from './published-metadata.ts';

export interface AskContext extends DownloadContext {
  /** The upstream's, with `%package%`. */
  metadataUrl: string;
  runStarted: Date;
  /** Ids of buckets that have nothing of this package. */
  fresh: ReadonlySet<string>;
  buckets: WorkingBuckets;
  /** Digest of what `only:` says of the package. */
  selection: string;
}

/** A metadata file of the upstream's that may have to be published. */
export interface ChangedFile extends ReadMetadata {
  kind: MetadataKind;
  /** What each bucket has of it. */
  published: ReadonlyMap<ServingBucket, PublishedIn>;
}

export interface Changes {
  files: ChangedFile[];
  /** Dists of the files that are published everywhere as the upstream has them. */
  present: number;
  failures: FetchFailure[];
  /** A file that should be there could not be had. */
  isHeldBack: boolean;
}

/** Reads what the buckets have of a package's metadata, and asks the upstream for what isn't the same everywhere. */
export async function changedFiles(packageName: string, context: AskContext): Promise<Changes> {
  const answers = new Map<MetadataKind, ChangedFile | { unchanged: number } | FetchFailure>();
  // All of them have ended when one throws: what they hold in common can then be given back.
  await eachLimited(METADATA_KINDS.length, METADATA_KINDS, async (kind) => {
    answers.set(kind, await ask(packageName, kind, context));
  });
  const absent = [...answers.values()].filter((answer) => answer instanceof FetchFailure && answer.isAbsent);
  const changes: Changes = { files: [], present: 0, failures: [], isHeldBack: false };
  for (const kind of METADATA_KINDS) {
    const answer = answers.get(kind)!;
    if (answer instanceof FetchFailure) {
      // Many repositories have no file for branches, or none for tags; one of the two must be there.
      if (answer.isAbsent && absent.length < METADATA_KINDS.length) continue;
      changes.isHeldBack = true;
      if (!(kind === 'dev' && answer.isAbsent)) changes.failures.push(answer);
    } else if ('unchanged' in answer) {
      changes.present += answer.unchanged;
    } else {
      changes.files.push(answer);
    }
  }
  return changes;
}

/** The upstream's file; the number of its dists if it is the one that is published everywhere. */
async function ask(
  packageName: string,
  kind: MetadataKind,
  context: AskContext,
): Promise<ChangedFile | { unchanged: number } | FetchFailure> {
  const { metadataUrl, runStarted, fresh, buckets, selection, signal } = context;
  const key = metadataKey(packageName, kind);
  const published = await buckets.each(async ({ id, store }) => {
    const info = fresh.has(id) ? undefined : await store.head(key, { signal });
    return { info, published: fromObjectMetadata(info) };
  });
  signal.throwIfAborted();
  const shared = sharedPublication([...published.values()], selection, runStarted);
  const url = fillMetadataTemplate(metadataUrl, packageName, kind);
  try {
    const read = await downloadMetadata(packageName, url, shared?.upstream ?? {}, context);
    if (read !== 'unchanged') return { kind, published, ...read };
    if (shared) return { unchanged: shared.dists };
    const message = 'answered 304 to an unconditional request';
    return new FetchFailure('status', url, message, { httpStatus: 304 });
  } catch (error) {
    if (error instanceof FetchFailure) return error;
    throw error;
  }
}

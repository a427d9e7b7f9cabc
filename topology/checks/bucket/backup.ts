import { below, SITE } from '../../diagnostics/pointer.ts';
import type { Bucket } from '../../schema/bucket.ts';
import type { Entry, SiteIndex } from '../../site-index.ts';
import { rule, type Check } from '../check.ts';

export const backupChecks: Check[] = [
  {
    code: 'bucket/backup-missing',
    severity: 'warning',
    summary: 'in production, the bucket of git has a backup',
    why: 'The bucket is the truth of all repositories. Who deletes it by mistake, or gets hold of a key, takes all of them.',
    allowed: 'backup: a bucket of another region, at the bucket that git names.',
    fix: 'Add an append-only bucket in another region and name it.',
    *run({ site, index }) {
      const bucket = index.buckets.get(site.git?.bucket ?? '');
      if (site.stage !== 'production' || !bucket || bucket.region.platform === 'local') return;
      if (bucket.value.backup !== undefined) return;
      const other = index.regions.find(
        ({ name, platform }) => name !== bucket.region.name && platform === bucket.region.platform,
      );
      yield {
        pointer: bucket.pointer,
        at: 'key',
        message: `${bucket.id} holds all repositories, and has no backup`,
        fix: `backup: ${other?.name ?? 'region'}/git-backup, with git-backup: {appendOnly: true} there`,
        related: [{ pointer: below(SITE, 'git', 'bucket'), message: 'git is kept in it' }],
        lacking: [below(bucket.pointer, 'backup')],
      };
    },
  },
  rule({
    code: 'bucket/backup-of-other-platform',
    summary: "a bucket's backup is on its platform",
    why: 'Object storage of one cloud copies to none of another: the replication is refused in the middle of an update.',
    allowed: 'A bucket of another region on the same platform.',
    fix: 'Name a bucket of the same platform.',
    *run({ index }) {
      for (const { source, target } of backups(index)) {
        if (source.region.platform === target.region.platform) continue;
        yield {
          pointer: below(source.pointer, 'backup'),
          message: `${source.id} is on ${source.region.platform}, and ${target.id} on ${target.region.platform}: neither copies to the other`,
          fix: `a bucket on ${source.region.platform}`,
          related: [{ pointer: target.pointer, message: `${target.id} is here` }],
        };
      }
    },
  }),
  {
    code: 'bucket/backup-same-region',
    severity: 'warning',
    summary: "a bucket's backup is in another region",
    why: 'What takes the region takes both: the copy is gone on the one day that it is for.',
    allowed: 'A bucket of another region.',
    fix: 'Move the backup to another region.',
    *run({ index }) {
      for (const { source, target } of backups(index)) {
        if (source.region !== target.region || source === target) continue;
        const others = index.regions.filter(
          ({ name, platform }) => name !== source.region.name && platform === source.region.platform,
        );
        yield {
          pointer: below(source.pointer, 'backup'),
          message: `${target.id} is in the region of ${source.id}, and lost with it`,
          fix: `${others[0]?.name ?? 'another region'}/${target.name}`,
        };
      }
    },
  },
  {
    code: 'bucket/backup-not-append-only',
    severity: 'warning',
    summary: 'a backup is append-only',
    why: 'Whoever can write the copy can overwrite or delete it: a wrong key, or a wrong program, takes both.',
    allowed: 'appendOnly: true at buckets that are the backup of others.',
    fix: 'Write appendOnly: true at the backup.',
    *run({ index }) {
      for (const { source, target } of backups(index)) {
        if (source === target || target.value.appendOnly || target.region.platform === 'local') continue;
        yield {
          pointer:
            target.value.appendOnly === undefined ? target.pointer : below(target.pointer, 'appendOnly'),
          ...(target.value.appendOnly === undefined && { at: 'key' as const }),
          message: `${target.id} is the backup of ${source.id}, and can be overwritten and deleted like it`,
          fix: target.value.appendOnly === undefined ? 'appendOnly: true' : 'true',
          related: [{ pointer: below(source.pointer, 'backup'), message: `${source.id} names it` }],
          lacking: [below(target.pointer, 'appendOnly')],
        };
      }
    },
  },
];

function* backups({ buckets }: SiteIndex): Generator<{ source: Entry<Bucket>; target: Entry<Bucket> }> {
  for (const source of buckets.values()) {
    const target = buckets.get(source.value.backup ?? '');
    if (target) yield { source, target };
  }
}

import { below, SITE } from '../../diagnostics/pointer.ts';
import { rule, type Check } from '../check.ts';

/** Host names of the site itself, below its domain. */
const OWN_HOSTS = ['mirrors', 'files', 'git'];

export const bucketUses: Check[] = [
  rule({
    code: 'bucket/of-mirror-and-git',
    summary: 'what is public and what is private have a bucket each',
    why: 'One wrong rule of access, and private repositories are as public as the mirror; who may write the one may write the other.',
    allowed: 'A bucket for git that the mirror does not publish to.',
    fix: 'Give git a bucket of its own.',
    *run({ site, index }) {
      const position = site.mirror?.publishTo.indexOf(site.git?.bucket ?? '') ?? -1;
      // On local there is no git: told by itself.
      const bucket = index.buckets.get(site.git?.bucket ?? '');
      if (!site.git || !bucket || position < 0 || bucket.region.platform === 'local') return;
      yield {
        pointer: below(SITE, 'git', 'bucket'),
        message: `the mirror publishes to ${site.git.bucket}, and git would keep its repositories there`,
        fix: 'a bucket of its own',
        related: [
          { pointer: below(SITE, 'mirror', 'publishTo', position), message: 'the mirror names it here' },
        ],
      };
    },
  }),
  rule({
    code: 'bucket/git-public',
    summary: 'the bucket of git is private',
    why: 'The edge could read the bucket of all repositories: what is private would be one wrong path away from everybody.',
    allowed: 'access: private, which is the default, for the bucket that git names.',
    fix: 'Write private, or leave access out.',
    *run({ site, index }) {
      const bucket = index.buckets.get(site.git?.bucket ?? '');
      if (!bucket || bucket.value.access !== 'cdn') return;
      // That it is both is told.
      if (site.mirror?.publishTo.includes(bucket.id)) return;
      yield {
        pointer: below(bucket.pointer, 'access'),
        message: `${bucket.id} holds the repositories of git, and an edge may read it`,
        fix: 'private',
        related: [{ pointer: below(SITE, 'git', 'bucket'), message: 'git is kept in it' }],
      };
    },
  }),
  rule({
    code: 'bucket/append-only-published',
    summary: 'the mirror can overwrite what it publishes',
    why: 'Metadata changes with each release of a package: in an append-only bucket the first version would stay for ever.',
    allowed: 'Buckets without appendOnly in mirror.publishTo.',
    fix: 'Leave appendOnly out, or publish to another bucket.',
    *run({ site, index }) {
      for (const [position, id] of (site.mirror?.publishTo ?? []).entries()) {
        const bucket = index.buckets.get(id);
        // There, the word itself is refused.
        if (!bucket?.value.appendOnly || bucket.region.platform === 'local') continue;
        yield {
          pointer: below(bucket.pointer, 'appendOnly'),
          message: `the mirror overwrites metadata in ${id}, which appendOnly forbids`,
          fix: 'false',
          related: [
            { pointer: below(SITE, 'mirror', 'publishTo', position), message: 'the mirror publishes to it' },
          ],
        };
      }
    },
  }),
  {
    code: 'bucket/force-destroy-production',
    severity: 'warning',
    summary: 'in production, no bucket goes with data in it',
    why: 'A bucket that is taken out of the file, or renamed, would be deleted with all that is in it.',
    allowed: 'forceDestroy: false, which is the default, in production.',
    fix: 'Leave forceDestroy out.',
    *run({ site, index }) {
      if (site.stage !== 'production') return;
      for (const { id, pointer, value } of index.buckets.values()) {
        if (!value.forceDestroy) continue;
        yield {
          pointer: below(pointer, 'forceDestroy'),
          message: `${id} could be deleted with data in it, in production`,
          fix: 'false',
        };
      }
    },
  },
  rule({
    code: 'bucket/host-taken',
    summary: 'the host name of a bucket is its own',
    why: 'Two things would answer to one name: the second binding is refused, or takes the name away from the first.',
    allowed: 'A label of its own for each bucket, other than mirrors, files and git.',
    fix: 'Take another label.',
    *run({ index }) {
      const seen = new Map<string, string>();
      for (const { id, pointer, value } of index.buckets.values()) {
        const { host } = value;
        if (host === undefined) continue;
        const place = below(pointer, 'host');
        const first = seen.get(host);
        if (first === undefined) seen.set(host, place);
        if (first === undefined && !OWN_HOSTS.includes(host)) continue;
        yield {
          pointer: place,
          message:
            first === undefined
              ? `${host} below the domain is a host name of the site itself`
              : `${host} below the domain is the host name of another bucket`,
          fix: `oss-${id.replace(/^.*-/, '').replace('/', '-')}`,
          ...(first !== undefined && { related: [{ pointer: first, message: 'the other is here' }] }),
        };
      }
    },
  }),
  rule({
    code: 'bucket/host-without-domain',
    summary: 'a site with host names of buckets has a domain',
    why: 'The name lies below the domain of the site: without one the word does nothing, and the bucket has no name of its own.',
    allowed: 'domain, where a bucket has a host.',
    fix: 'Add the domain, or leave host out.',
    *run({ site, index }) {
      if (site.domain) return;
      for (const { id, pointer, region, value } of index.buckets.values()) {
        if (value.host === undefined || region.platform !== 'alicloud') continue;
        yield {
          pointer: below(pointer, 'host'),
          message: `the host name of ${id} lies below the site's domain, and it has none`,
          fix: 'domain: {name: example.cn, certificate: cas/12345678}',
          lacking: [below(SITE, 'domain')],
        };
      }
    },
  }),
];

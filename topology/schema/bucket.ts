import { Type, type Static } from 'typebox';
import { Closed, OneOf } from './closed.ts';
import { forms } from './patterns.ts';
import { Reference } from './words.ts';

export const Bucket = Closed(
  {
    access: Type.Optional(
      OneOf(['cdn', 'private'], {
        default: 'private',
        description:
          '`cdn`: what lies under `public/` may be read by the CDN edge; `private`: instances alone read it.',
        examples: ['cdn'],
      }),
    ),
    host: Type.Optional(
      Type.String({
        pattern: forms.name.pattern,
        description:
          "Label of the bucket's own host name below the site's domain, where the public endpoint is refused (mainland China).",
        examples: ['oss-hz'],
      }),
    ),
    backup: Type.Optional(
      Reference('Bucket, best in another region, that gets an append-only copy.', 'cn-beijing/git-backup'),
    ),
    appendOnly: Type.Optional(
      Type.Boolean({ default: false, description: 'Objects are created, never overwritten or deleted.' }),
    ),
    forceDestroy: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'The bucket may be deleted with data in it. Without it such a delete is refused.',
      }),
    ),
  },
  { description: 'Object storage (OSS, S3, versitygw). `{}` takes the defaults.' },
);
export type Bucket = Static<typeof Bucket>;

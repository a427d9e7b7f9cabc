import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { forms } from './patterns.ts';
import { Reference, SecretName } from './words.ts';

export const Composer = Closed(
  {
    upstream: Type.String({
      pattern: forms.upstream.pattern,
      description:
        "URL of a Composer v2 repository (`packages.json` lies below it), or, on `local` alone, `sample`: the project's own.",
      examples: ['https://repo.packagist.org', 'sample'],
    }),
    only: Type.Optional(
      Type.Array(
        Type.String({
          pattern: forms.packagePattern.pattern,
          examples: ['symfony/*', 'laravel/framework:12.*'],
        }),
        {
          uniqueItems: true,
          default: [],
          description:
            'Packages to mirror: `vendor/name`, `*` for any characters, and an optional `:version` pattern. Empty: all of them.',
          examples: [['laravel/*', 'symfony/console:7.*']],
        },
      ),
    ),
    tokens: Type.Optional(
      SecretName(
        "Name of the secret that holds the code hosts' tokens (their anonymous limits are low).",
        'codeHostTokens',
      ),
    ),
  },
  { description: 'The Composer ecosystem.' },
);

export const Mirror = Closed(
  {
    composer: Composer,
    publishTo: Type.Array(Reference('A bucket, as `region/name`.', 'cn-hangzhou/mirror'), {
      minItems: 1,
      uniqueItems: true,
      description:
        'Serving buckets. Each is gated by itself: one that lags or fails does not hold up the others.',
      examples: [['cn-hangzhou/mirror', 'cn-beijing/mirror']],
    }),
  },
  { description: 'What is mirrored, and into which buckets.' },
);
export type Mirror = Static<typeof Mirror>;

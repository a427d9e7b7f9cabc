import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { Reference } from './words.ts';

const Edge = (description: string, origin: string) =>
  Closed(
    {
      origins: Type.Array(Reference('An origin, as `region/name`.', origin), {
        minItems: 1,
        uniqueItems: true,
        description: 'The first is the primary, the others step in when it fails.',
        examples: [[origin]],
      }),
      port: Type.Optional(
        Type.Integer({
          minimum: 1024,
          maximum: 65535,
          default: 8080,
          description: 'Port of the edge, on `local` alone; each edge has an address of its own there.',
        }),
      ),
    },
    { description },
  );

export const Cdn = Closed(
  {
    mirrors: Type.Optional(
      Edge(
        '`mirrors.<domain>`: root, change feed, status, API; origins are load balancers.',
        'cn-hangzhou/serve',
      ),
    ),
    files: Type.Optional(
      Edge('`files.<domain>`: p2 metadata and dists; origins are buckets.', 'cn-hangzhou/mirror'),
    ),
  },
  { description: 'CDN edges (CDN, CloudFront, nginx). TLS ends here.' },
);
export type Cdn = Static<typeof Cdn>;

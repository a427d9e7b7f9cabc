import { Type, type Static } from 'typebox';
import { forms } from './patterns.ts';
import { Cidr } from './words.ts';
import { Closed } from './closed.ts';

export const Network = Closed(
  {
    cidr: Type.Optional(
      Cidr(
        'Private range of the region (VPC), shared by no other region of the site. Required on the clouds. On `local` the provider allocates a free loopback /16; if given there, it is a /16 of 127.0.0.0/8 other than 127.0.0.0/16.',
        '10.17.0.0/16',
      ),
    ),
    zones: Type.Array(Type.String({ pattern: forms.zoneName.pattern, examples: ['cn-hangzhou-i'] }), {
      minItems: 1,
      maxItems: 16,
      description:
        "Availability zones of this region; each gets one subnet (vSwitch), whose place in the range depends on the zone's letter alone. On `local`: `<region>-a` and so on.",
      examples: [['cn-hangzhou-i', 'cn-hangzhou-j']],
    }),
  },
  { description: 'The network of the region: a VPC with one subnet a zone; on `local`, a loopback network.' },
);
export type Network = Static<typeof Network>;

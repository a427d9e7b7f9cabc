import { Type, type Static } from 'typebox';
import { Closed, MapOf, OneOf } from './closed.ts';
import { forms } from './patterns.ts';
import { SecretName } from './words.ts';

export const Domain = Closed(
  {
    name: Type.String({
      pattern: forms.domain.pattern,
      description: 'Domain that the host names `mirrors.`, `files.` and `git.` lie in.',
      examples: ['example.cn'],
    }),
    icp: Type.Optional(
      Type.String({
        minLength: 1,
        description: 'ICP filing number, which serving from mainland China asks for.',
        examples: ['浙ICP备00000000号'],
      }),
    ),
    certificate: Type.Optional(
      Type.String({
        minLength: 1,
        description:
          'Certificate of the domain at the cloud: `cas/<number>` on Alibaba Cloud, `acm/<id>` on AWS.',
        examples: ['cas/12345678'],
      }),
    ),
    certificates: Type.Optional(
      MapOf(Type.String({ minLength: 1, examples: ['acm/00000000-0000-0000-0000-000000000000'] }), {
        names: forms.certificatePlace.pattern,
        description:
          'Certificates by place, before `certificate`: `edge` for the CDN (on AWS one of us-east-1), or a region for its balancers. AWS keeps a certificate in one region.',
        examples: [{ edge: 'acm/00000000-0000-0000-0000-000000000000' }],
      }),
    ),
    key: Type.Optional(
      SecretName(
        'Name of the secret with the certificate chain and its key (PEM), for `tls: instance`.',
        'gitTls',
      ),
    ),
    dns: Type.Optional(
      OneOf(['none', 'existing', 'managed'], {
        default: 'none',
        description:
          "Who keeps the domain's records, at the cloud of the site's `platform`. `none`: you, by the addresses that the stack tells; `existing`: the stack, in a zone that is there; `managed`: the stack, the zone as well.",
        examples: ['existing'],
      }),
    ),
    zone: Type.Optional(
      Type.String({
        pattern: forms.hostedZone.pattern,
        description: 'Id of the zone, which `dns: existing` on AWS asks for.',
        examples: [forms.hostedZone.example],
      }),
    ),
  },
  { description: 'Public names. Without it the site has addresses alone, as on `local`.' },
);
export type Domain = Static<typeof Domain>;

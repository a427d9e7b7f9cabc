import { Type, type Static } from 'typebox';
import { FORMAT_VERSION } from '../migrate/migrations.ts';
import { Account } from './account.ts';
import { Alerts } from './alerts.ts';
import { Cdn } from './cdn.ts';
import { Closed, MapOf, OneOf } from './closed.ts';
import { Domain } from './domain.ts';
import { Exempt } from './exempt.ts';
import { Git } from './git.ts';
import { GroupDefaults } from './group.ts';
import { Mirror } from './mirror.ts';
import { forms } from './patterns.ts';
import { Region } from './region.ts';
import { Releases } from './releases.ts';
import { PlatformName } from './words.ts';

export const Site = Closed(
  {
    version: Type.Literal(FORMAT_VERSION, { description: 'Version of this format.' }),
    stage: OneOf(['production', 'staging', 'development'], {
      description: '`production`: resources are protected, data is retained, policies are mandatory.',
      examples: ['production'],
    }),
    platform: PlatformName('What the regions run on; a region may override it.'),
    account: Type.Optional(Account("The account that the site lives in, on its platform's cloud.")),
    accounts: Type.Optional(
      MapOf(Account('An account on a further cloud.'), {
        names: forms.cloud.pattern,
        description: "Accounts by cloud, for regions on another one than the site's (hybrid).",
        examples: [{ aws: { id: '123456789012' } }],
      }),
    ),
    domain: Type.Optional(Domain),
    timeZone: Type.Optional(
      Type.String({
        pattern: forms.timeZone.pattern,
        default: 'UTC',
        description: 'IANA time zone of the schedules.',
        examples: ['Asia/Shanghai'],
      }),
    ),
    tags: Type.Optional(
      MapOf(Type.String({ maxLength: 128 }), {
        names: forms.tagName.pattern,
        description: 'Tags on every resource that can have some.',
        examples: [{ team: 'dev-platform' }],
      }),
    ),
    alerts: Type.Optional(Alerts),
    exempt: Type.Optional(Exempt),
    releases: Type.Optional(Releases),
    mirror: Type.Optional(Mirror),
    git: Type.Optional(Git),
    cdn: Type.Optional(Cdn),
    defaults: Type.Optional(
      Closed({ group: Type.Optional(GroupDefaults) }, { description: 'Presets, to avoid repetition.' }),
    ),
    regions: MapOf(Region, {
      names: forms.regionName.pattern,
      minProperties: 1,
      examples: [{ 'cn-hangzhou': { network: { cidr: '10.17.0.0/16', zones: ['cn-hangzhou-i'] } } }],
      description: 'Regions by name: as the cloud names them; on `local`, `local` or `local-1`, `local-2`…',
    }),
  },
  { description: 'Everything a stack describes.' },
);
export type Site = Static<typeof Site>;

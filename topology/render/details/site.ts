import type { Plan } from '../../plan/plan.ts';
import type { Detail, Locate } from '../diagram.ts';
import { showSeconds } from './words.ts';

/** What a plan says of the site as a whole. */
export function siteDetails(plan: Plan, locate: Locate): Detail[] {
  const { stage, platforms, accounts, domain, timeZone, tags, alerts, releases, git } = plan;
  const row = (name: string, value: string | undefined): Detail[] =>
    value === undefined ? [] : [{ name, value }];
  return [
    ...row('stage', stage),
    ...row('platforms', platforms.join(', ')),
    ...Object.entries(accounts).flatMap(([cloud, account]) => [
      ...row(`account on ${cloud}`, [account.id, account.type].filter(Boolean).join(', ')),
      ...row(`role on ${cloud}`, account.assumeRole),
    ]),
    ...(domain ? domainRows(domain).flatMap(([name, value]) => row(name, value)) : []),
    ...row('timeZone', timeZone),
    ...Object.entries(tags).flatMap(([name, value]) => row(`tag ${name}`, value)),
    ...(alerts ? alertRows(alerts).map((detail) => ({ ...detail, place: locate(alerts.origin) })) : []),
    ...(releases
      ? [
          {
            name: 'releases signed by',
            value: `secret ${releases.signingKey}`,
            place: locate(releases.origin),
          },
        ]
      : []),
    ...(git
      ? [
          { name: 'git repositories', value: git.bucket, place: locate(git.origin) },
          { name: 'git host keys', value: `secret ${git.hostKeys}`, place: locate(git.origin) },
        ]
      : []),
  ];
}

type Row = [name: string, value: string | undefined];

function domainRows(domain: NonNullable<Plan['domain']>): Row[] {
  const { name, icp, certificate, certificates, key, dns } = domain;
  return [
    ['domain', name],
    ['ICP', icp],
    ['certificate', certificate],
    ...Object.entries(certificates).map(([place, value]): Row => [`certificate of ${place}`, value]),
    ['certificate key', key === undefined ? undefined : `secret ${key}`],
    ['dns', dns.mode === 'none' ? 'kept by hand' : `${dns.mode}, on ${dns.platform}`],
    ['dns zone', dns.mode === 'none' ? undefined : dns.zone],
  ];
}

function alertRows(alerts: NonNullable<Plan['alerts']>): Detail[] {
  const { webhook, emails, topic, queueAgeSeconds, freshnessSeconds, atMaxSeconds } = alerts;
  const rows: Row[] = [
    ['alerts to webhook', webhook === undefined ? undefined : `secret ${webhook}`],
    ['alerts to', emails.length === 0 ? undefined : emails.join(', ')],
    ['alerts to topic', topic],
    ['alert of queue age', showSeconds(queueAgeSeconds)],
    ['alert of freshness', showSeconds(freshnessSeconds)],
    ['alert at max', showSeconds(atMaxSeconds)],
  ];
  return rows.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }]));
}

/** Each mistake, made in the committed local stack by one edit. */
export const mistakes: { name: string; edit: [from: string | RegExp, to: string]; code: string }[] = [
  {
    name: 'malformed-yaml',
    edit: ['redis: {memoryGiB: 0.25}', 'redis: {memoryGiB: 0.25'],
    code: 'yaml/syntax',
  },
  { name: 'unknown-key', edit: ['memoryGiB: 0.25', 'memoryGB: 0.25'], code: 'schema/unknown-key' },
  { name: 'wrong-type', edit: ['memoryGiB: 0.25', 'memoryGiB: much'], code: 'schema/type' },
  { name: 'min-exceeds-max', edit: ['min: 2, max: 4', 'min: 5, max: 4'], code: 'capacity/min-exceeds-max' },
  { name: 'zone-of-other-region', edit: ['local-b]', 'local-2-b]'], code: 'network/zone-of-other-region' },
  {
    name: 'unknown-bucket',
    edit: ['publishTo: [local/mirror]', 'publishTo: [local/miror]'],
    code: 'bucket/not-found',
  },
  {
    name: 'unknown-region',
    edit: ['origins: [local/serve]', 'origins: [locale/serve]'],
    code: 'region/not-found',
  },
  { name: 'unknown-group', edit: ['group: mirror-serve', 'group: mirror-server'], code: 'group/not-found' },
  {
    name: 'secure-in-site',
    edit: ['upstream: sample', 'upstream: {secure: "v1:AAAA"}'],
    code: 'secret/inside-site',
  },
  {
    name: 'overlapping-cidrs',
    edit: [
      /network: \{zones: \[local-a, local-b\]\}([^]*)(\n# Made with)/,
      'network: {cidr: 127.77.0.0/16, zones: [local-a, local-b]}$1' +
        '      local-2:\n        network: {cidr: 127.77.0.0/16, zones: [local-2-a]}\n$2',
    ],
    code: 'network/cidr-overlap',
  },
];

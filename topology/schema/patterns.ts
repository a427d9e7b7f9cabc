/**
 * The forms of strings in a stack file, each with the words that a message uses for it. Apart from the schema, so that
 * the diagnostics need not load the library that defines it.
 */
export interface Form {
  pattern: string;
  /** Completes "must be …". */
  form: string;
  /** One that fits. */
  example: string;
}

const name = '[a-z](?:[a-z0-9-]{0,28}[a-z0-9])?';
const region = '[a-z]{2,}(?:-[a-z0-9]+)*';

export const forms = {
  /** Part of host names and of resource names, so as short and plain as the clouds want. */
  name: {
    pattern: `^${name}$`,
    form: 'a name of at most 30 lower-case letters, digits and inner hyphens',
    example: 'mirror',
  },
  regionName: {
    pattern: `^${region}$`,
    form: 'the name of a region such as cn-hangzhou or local-1',
    example: 'cn-hangzhou',
  },
  zoneName: {
    pattern: `^${region}$`,
    form: 'the name of a zone such as cn-hangzhou-i',
    example: 'cn-hangzhou-i',
  },
  reference: {
    pattern: `^${region}/${name}$`,
    form: 'a reference of the form region/name',
    example: 'cn-hangzhou/mirror',
  },
  secretName: {
    pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$',
    form: 'the name of a secret: at most 64 letters, digits, _ and -, a letter first',
    example: 'gitHostKeys',
  },
  tagName: {
    pattern: '^[A-Za-z][A-Za-z0-9_.-]{0,63}$',
    form: 'the name of a tag: at most 64 letters, digits, _ . and -, a letter first',
    example: 'team',
  },
  duration: {
    pattern: '^(?=[0-9])(?:[0-9]{1,3}d)?(?:[0-9]{1,4}h)?(?:[0-9]{1,4}m)?(?:[0-9]{1,5}s)?$',
    form: 'a duration such as 90s, 15m or 1h30m',
    example: '15m',
  },
  date: {
    pattern: '^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$',
    form: 'a date such as 2026-11-22',
    example: '2026-11-22',
  },
  /** Whether it is a network at all is the checks' business. */
  cidr: {
    pattern: '^[0-9]{1,3}(?:\\.[0-9]{1,3}){3}/[0-9]{1,2}$',
    form: 'an IPv4 range such as 10.17.0.0/16',
    example: '10.17.0.0/16',
  },
  cron: {
    pattern: '^\\S+(?: \\S+){4}$',
    form: 'five fields with one space between: minute, hour, day of month, month, day of week',
    example: '30 8 * * 1-5',
  },
  timeZone: {
    pattern: '^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$',
    form: 'an IANA time zone such as Asia/Shanghai',
    example: 'Asia/Shanghai',
  },
  domain: {
    pattern: '^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$',
    form: 'a domain in lower case such as example.cn',
    example: 'example.cn',
  },
  accountId: {
    pattern: '^[0-9]{6,20}$',
    form: 'the number of an account, 6 to 20 digits in quotes',
    example: '1234567890123456',
  },
  cloud: {
    pattern: '^(?:alicloud|aws)$',
    form: 'alicloud or aws',
    example: 'aws',
  },
  instanceType: {
    pattern: '^[a-z][a-z0-9.-]+$',
    form: 'an instance type such as ecs.g8i.large or m7i.large',
    example: 'ecs.g8i.large',
  },
  instanceId: {
    pattern: '^i-[a-z0-9]{6,40}$',
    form: 'the id of an instance such as i-bp1a2b3c4d5e6f7g8h9j',
    example: 'i-bp1a2b3c4d5e6f7g8h9j',
  },
  hostedZone: {
    pattern: '^Z[A-Z0-9]{5,31}$',
    form: 'the id of a hosted zone such as Z0123456789ABCDEFGHIJ',
    example: 'Z0123456789ABCDEFGHIJ',
  },
  email: {
    pattern: '^[^\\s@]+@[^\\s@]+\\.[^\\s@.]+$',
    form: 'an e-mail address such as ops@example.cn',
    example: 'ops@example.cn',
  },
  path: {
    pattern: '^/[A-Za-z0-9_.~/-]{0,79}$',
    form: 'a path of at most 80 letters, digits, / _ . ~ and -, a slash first',
    example: '/healthz',
  },
  topic: {
    pattern: '^(?:alerts|cloudmonitor|(?:sns|topic|queue)/[A-Za-z0-9][A-Za-z0-9_-]{0,119})$',
    form: 'alerts, or a topic or queue by name such as sns/ops, topic/ops or queue/ops',
    example: 'alerts',
  },
  certificatePlace: {
    pattern: `^(?:edge|${region})$`,
    form: 'edge, or the name of a region such as cn-hangzhou',
    example: 'edge',
  },
  upstream: {
    pattern: '^(?:sample|https?://[^\\s/?#]+(?:/[^\\s?#]*)?)$',
    form: 'the http(s) URL of a Composer repository, without a query, or sample',
    example: 'https://repo.packagist.org',
  },
  packagePattern: {
    pattern: '^[a-z0-9*](?:[a-z0-9_.*-]*)/[a-z0-9*](?:[a-z0-9_.*-]*)(?::[^\\s:]+)?$',
    form: 'vendor/name with * for any characters, and an optional :version, such as symfony/* or laravel/framework:12.*',
    example: 'symfony/*',
  },
  code: {
    pattern: '^[a-z]+/[a-z]+(?:-[a-z]+)*$',
    form: 'the code of a finding such as network/zones-of-production',
    example: 'network/zones-of-production',
  },
  sitePath: {
    pattern: '^(?:\\.|[^\\s/]+(?:/[^\\s/]+)*)$',
    form: 'a path in the site such as regions/cn-hangzhou/groups/git',
    example: 'regions/cn-hangzhou/groups/git',
  },
  configKey: {
    pattern: '^[A-Za-z][A-Za-z0-9_-]*:[^\\s]+$',
    form: 'a key of the form namespace:name',
    example: 'skerry:site',
  },
} as const satisfies Record<string, Form>;

/** What is known of a pattern of the schema. */
export function formOf(pattern: string): Form | undefined {
  return Object.values<Form>(forms).find((form) => form.pattern === pattern);
}

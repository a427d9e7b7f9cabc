/** Changes of the stacks' files by which one update touches as many types as a site can, replaces some and removes some. */
export const EDITS = {
  'aws-prod': [
    ['costCenter: "4711"', 'costCenter: "4712"'],
    ['drain: 15m', 'drain: 20m'],
    ['min: 2, max: 6, desired: 3', 'min: 2, max: 7, desired: 3'],
    ['deny: [198.51.100.0/24]', 'deny: [198.51.100.0/24, 203.0.113.0/24]'],
    ['target: 500', 'target: 600'],
    ['"30 8 * * 1-5"', '"30 7 * * 1-5"'],
    ['events: [launch-error, terminate-error]', 'events: [launch-error]'],
    ['emails: [platform@example.com]', 'emails: [pages@example.com]'],
    ['- {predict: cpu, target: 60, mode: forecast}', ''],
  ],
  'cn-prod': [
    ['costCenter: "4711"', 'costCenter: "4712"'],
    ['drain: 15m', 'drain: 20m'],
    ['min: 2, max: 6, desired: 3', 'min: 2, max: 7, desired: 3'],
    ['deny: [198.51.100.0/24]', 'deny: [198.51.100.0/24, 203.0.113.0/24]'],
    ['target: 500', 'target: 600'],
    ['{track: cpu, target: 60}', '{simple: cpu, above: 90, add: 2}'],
    ['ssh: 22', 'ssh: 2022'],
    ['listeners: {http: 80}}', 'listeners: {http: 8000}}'],
    ['"30 8 * * 1-5"', '"30 7 * * 1-5"'],
    ['memoryGiB: 2', 'memoryGiB: 8'],
  ],
} as const satisfies Record<string, readonly (readonly [before: string, after: string])[]>;

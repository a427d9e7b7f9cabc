/** Changes of the stacks' files by which one update touches as many types as a site can change in place. */
export const EDITS = {
  'aws-prod': [
    ['costCenter: "4711"', 'costCenter: "4712"'],
    ['drain: 15m', 'drain: 20m'],
    ['min: 2, max: 6, desired: 3', 'min: 2, max: 7, desired: 3'],
    ['deny: [198.51.100.0/24]', 'deny: [198.51.100.0/24, 203.0.113.0/24]'],
    ['target: 500', 'target: 600'],
    ['"30 8 * * 1-5"', '"30 7 * * 1-5"'],
    ['events: [launch-error, terminate-error]', 'events: [launch-error]'],
  ],
  'cn-prod': [
    ['costCenter: "4711"', 'costCenter: "4712"'],
    ['drain: 15m', 'drain: 20m'],
    ['min: 2, max: 6, desired: 3', 'min: 2, max: 7, desired: 3'],
    ['deny: [198.51.100.0/24]', 'deny: [198.51.100.0/24, 203.0.113.0/24]'],
    ['target: 500', 'target: 600'],
    ['target: 60}', 'target: 70}'],
    ['"30 8 * * 1-5"', '"30 7 * * 1-5"'],
    ['memoryGiB: 2', 'memoryGiB: 8'],
  ],
} as const satisfies Record<string, readonly (readonly [before: string, after: string])[]>;

import type { Edit } from '../support/sites.ts';

/** Places of the tests' sites at which limits are tried. */
type Place = (value: string) => readonly Edit[];

const SYNC = 'min: 2, max: 12, initial: 3, onDemandBase: 2';
const SERVE = 'min: 2, max: 6, desired: 3';
const AWS_SERVE = 'min: 2, max: 4, desired: 2}';
const RULES = 'rules: [{track: cpu, target: 60}]';
const GIT = 'capacity: {owner: schedule, min: 3, max: 16}';
const NIGHT = 'night: {cron: "0 22 * * *", desired: 3}';

/** On Alibaba Cloud: capacity of a group of the autoscaler, and of one of iac. */
export const syncCapacity: Place = (value) => [[SYNC, value]];
export const serveCapacity: Place = (value) => [[SERVE, value]];
/** Words of the group that runs git. */
export const gitWord: Place = (value) => [[GIT, `${GIT}\n            ${value}`]];
export const syncRule: Place = (value) => [
  [SYNC, 'min: 2, max: 2000, initial: 3, onDemandBase: 2'],
  [RULES, `rules: [${value}]`],
];
export const syncWord: Place = (value) => [[RULES, `${RULES}\n            ${value}`]];
export const schedule: Place = (value) => [[NIGHT, `night: ${value}`]];
export const renewed: Place = (value) => [['renewed: 2026-11-22', `renewed: ${value}`]];
/** On AWS: of the group that serves. */
export const awsCapacity: Place = (value) => [[AWS_SERVE, `${value}}`]];
export const awsWord: Place = (value) => [[AWS_SERVE, `${AWS_SERVE}\n            ${value}`]];
export const awsRule: Place = (value) => [
  [
    'capacity: {owner: iac, min: 1, max: 4, desired: 2}',
    `capacity: {owner: autoscaler, min: 1, max: 4}\n            rules: [${value}]`,
  ],
];
export const awsSchedule: Place = (value) => [
  [
    'capacity: {owner: iac, min: 1, max: 4, desired: 2}',
    `capacity: {owner: schedule, min: 1, max: 4}\n            schedules: {${value}}`,
  ],
];

/** As many of something as one likes. */
export const times = (count: number, one: (number: number) => string): string =>
  Array.from({ length: count }, (_, index) => one(index + 1)).join(', ');

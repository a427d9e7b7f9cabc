import type { Plan } from '../../../topology/plan/plan.ts';
import { planOf } from '../../components/support/plans.ts';

/** A change of one line of a stack's file. */
export interface Edit {
  /** The class of change that it is one of. */
  name: string;
  from: string;
  to: string;
}

export const planAfter = (stack: string, { from, to }: Edit): Plan => planOf(stack, [from, to]);

/** Each class of change that must replace nothing that lasts, on a stack of each cloud. */
export const EDITS: Readonly<Record<'aws-prod' | 'cn-prod', readonly Edit[]>> = {
  'aws-prod': [
    { name: 'capacity: a bound', from: 'min: 3, max: 16', to: 'min: 3, max: 18' },
    { name: 'capacity: what iac desires', from: 'max: 6, desired: 3', to: 'max: 6, desired: 4' },
    {
      name: 'capacity: what an autoscaler begins with',
      from: 'max: 12, initial: 2',
      to: 'max: 12, initial: 3',
    },
    {
      name: 'owner: from iac to autoscaler',
      from: '{owner: iac, min: 2, max: 6, desired: 3}',
      to: '{owner: autoscaler, min: 2, max: 6}',
    },
    {
      name: 'owner: from autoscaler to iac',
      from: '{owner: autoscaler, min: 3, max: 16, initial: 4, warmPool: 1, warmReuse: true}\n            drain: 15m\n            rules:\n              - {step: cpu, steps: [{above: 60, add: 1}, {above: 80, add: 3}]}\n              - {step: cpu, steps: [{below: 25, add: -1}], for: 15m}\n              - {predict: cpu, target: 60, mode: forecast}',
      to: '{owner: iac, min: 3, max: 16, desired: 4, warmPool: 1, warmReuse: true}\n            drain: 15m',
    },
    { name: 'rule: its target', from: 'target: 500, scaleIn: false', to: 'target: 400, scaleIn: false' },
    {
      name: 'rule: a further one',
      from: '              - {predict: cpu, target: 60, mode: forecast}',
      to: '              - {predict: cpu, target: 60, mode: forecast}\n              - {simple: cpu, above: 95, add: 4}',
    },
    {
      name: 'rule: of another type',
      from: '{predict: cpu, target: 60, mode: forecast}',
      to: '{simple: cpu, above: 90, add: 2}',
    },
    { name: 'tag', from: 'team: dev-platform', to: 'team: other' },
    { name: 'schedule: its time', from: 'cron: "30 8 * * 1-5"', to: 'cron: "0 8 * * 1-5"' },
    {
      name: 'schedule: a further one',
      from: 'night: {cron: "0 22 * * *", desired: 2}',
      to: 'night: {cron: "0 22 * * *", desired: 2}\n              noon: {cron: "0 12 * * *", desired: 4}',
    },
    { name: 'listener: its port', from: 'https: 443, ssh: 22', to: 'https: 443, ssh: 2022' },
    {
      name: 'listener: a further one',
      from: 'listeners: {http: 80}',
      to: 'listeners: {http: 80, https: 443}',
    },
    { name: 'listener: one less', from: 'https: 443, ssh: 22', to: 'https: 443' },
    { name: 'listener: whom it denies', from: 'deny: [198.51.100.0/24]', to: 'deny: [203.0.113.0/24]' },
    { name: 'zone: a further one', from: 'us-east-1b]', to: 'us-east-1b, us-east-1c]' },
    { name: 'zone: the order', from: '[us-east-1a, us-east-1b]', to: '[us-east-1b, us-east-1a]' },
    {
      name: 'region: a further one',
      from: '      us-east-1:\n',
      to: '      ap-southeast-1:\n        network: {cidr: 10.50.0.0/16, zones: [ap-southeast-1a, ap-southeast-1b]}\n        buckets: {archive: {access: private}}\n\n      us-east-1:\n',
    },
  ],
  'cn-prod': [
    { name: 'capacity: a bound', from: 'min: 3, max: 16', to: 'min: 3, max: 20' },
    { name: 'capacity: what iac desires', from: 'max: 6, desired: 3', to: 'max: 6, desired: 4' },
    {
      name: 'capacity: what an autoscaler begins with',
      from: 'max: 12, initial: 2',
      to: 'max: 12, initial: 3',
    },
    {
      name: 'owner: from iac to autoscaler',
      from: '{owner: iac, min: 2, max: 6, desired: 3}',
      to: '{owner: autoscaler, min: 2, max: 6}',
    },
    {
      name: 'owner: from autoscaler to iac',
      from: '{owner: autoscaler, min: 3, max: 16, initial: 4}\n            rules: [{track: cpu, target: 60}]',
      to: '{owner: iac, min: 3, max: 16, desired: 4}',
    },
    { name: 'rule: its target', from: 'track: cpu, target: 60', to: 'track: cpu, target: 65' },
    {
      name: 'rule: a further one',
      from: '[{track: cpu, target: 60}]',
      to: '[{track: cpu, target: 60}, {simple: cpu, above: 95, add: 4}]',
    },
    {
      name: 'rule: of another type',
      from: '[{track: cpu, target: 60}]',
      to: '[{simple: cpu, above: 90, add: 2}]',
    },
    { name: 'tag', from: 'team: dev-platform', to: 'team: other' },
    { name: 'schedule: its time', from: 'cron: "30 8 * * 1-5"', to: 'cron: "0 8 * * 1-5"' },
    {
      name: 'schedule: a further one',
      from: 'night: {cron: "0 22 * * *", desired: 2}',
      to: 'night: {cron: "0 22 * * *", desired: 2}\n              noon: {cron: "0 12 * * *", desired: 4}',
    },
    { name: "listener: a network balancer's port", from: 'ssh: 22', to: 'ssh: 2022' },
    {
      name: "listener: a classic balancer's port",
      from: 'listeners: {http: 80}',
      to: 'listeners: {http: 8000}',
    },
    {
      name: 'listener: a further one',
      from: 'listeners: {http: 80}',
      to: 'listeners: {http: 80, https: 443}',
    },
    { name: 'listener: one less', from: 'https: 443, ssh: 22', to: 'https: 443' },
    { name: 'listener: whom it denies', from: 'deny: [198.51.100.0/24]', to: 'deny: [203.0.113.0/24]' },
    { name: 'zone: a further one', from: 'cn-beijing-l]', to: 'cn-beijing-l, cn-beijing-j]' },
    { name: 'zone: the order', from: '[cn-beijing-k, cn-beijing-l]', to: '[cn-beijing-l, cn-beijing-k]' },
    {
      name: 'region: a further one',
      from: '      cn-beijing:\n',
      to: '      cn-shanghai:\n        network: {cidr: 10.19.0.0/16, zones: [cn-shanghai-l, cn-shanghai-m]}\n        buckets: {archive: {access: private}}\n\n      cn-beijing:\n',
    },
  ],
};

import { Type, type Static } from 'typebox';
import { Closed, OneOf } from './closed.ts';

const Count = (description: string, example: number, options: { default?: number } = {}) =>
  Type.Integer({ minimum: 0, description, examples: [example], ...options });

export const Capacity = Closed(
  {
    owner: OneOf(['iac', 'autoscaler', 'schedule'], {
      description:
        'Who moves the number of running instances. `iac`: this file (`desired`); `autoscaler`: the rules; `schedule`: the schedules. For the latter two only `initial` is given, and updates never touch what runs.',
      examples: ['autoscaler'],
    }),
    min: Count('Fewest instances, inclusive.', 2),
    max: Count('Most instances, inclusive.', 6),
    desired: Type.Optional(
      Count('Instances to run, from `min` to `max`. Required with owner `iac`, refused with any other.', 3),
    ),
    initial: Type.Optional(
      Count(
        'Instances to start when the group is created, from `min` to `max`; default `min`. Refused with owner `iac`.',
        2,
      ),
    ),
    onDemandBase: Type.Optional(
      Count('Instances that are always on demand; those above may be spot instances.', 2, { default: 0 }),
    ),
    warmPool: Type.Optional(
      Count('Instances kept prepared beside those that run, on AWS alone.', 1, { default: 0 }),
    ),
    warmState: Type.Optional(
      OneOf(['stopped', 'running', 'hibernated'], {
        default: 'stopped',
        description: 'With `warmPool`: what its instances are until they are needed.',
      }),
    ),
    warmReuse: Type.Optional(
      Type.Boolean({
        default: false,
        description: 'With `warmPool`: instances that are no longer needed go back into it.',
      }),
    ),
  },
  { description: 'Bounds of the group and who moves it between them.' },
);
export type Capacity = Static<typeof Capacity>;

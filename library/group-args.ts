import type { Input, Output } from '@pulumi/pulumi';
import type { GivenCapacity, GivenGroup } from '../components/given.ts';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { below } from '../topology/diagnostics/pointer.ts';
import type { GroupNode } from '../topology/plan/plan.ts';
import type { Accepted } from './declared.ts';
import type { Capacity, Group } from './words.ts';

/**
 * Bounds of a group and who moves it between them. Numbers may be Inputs: what is known is checked at once, the rest
 * when it becomes known, and before the group is made or changed with it.
 */
export type GroupCapacity = {
  [Word in keyof Capacity]: Word extends 'min' | 'max' | 'desired' | 'initial' | 'onDemandBase'
    ? Input<NonNullable<Capacity[Word]>>
    : Capacity[Word];
};

/** How a group is run: the words that groups of stack files have, but for `attach`, which `skerry up` alone does. */
export interface GroupArgs extends Omit<Group, 'workload' | 'capacity' | 'image' | 'attach'> {
  capacity: GroupCapacity;
  /** Machine image: a name of the image table (`debian-12`) or an id. */
  image: Input<string>;
  /** Instance types in order of preference, such as `m7i.large` or `ecs.g8i.large`. */
  instanceTypes: string[];
}

/** Words that have no effect here, for programs that no compiler has checked. */
export function groupFindings(args: GroupArgs, at: Pointer): Finding[] {
  if (!('attach' in args)) return [];
  return [
    {
      code: 'platform/word-not-honoured',
      severity: 'error',
      message:
        'attach has no effect in a program of your own: skerry up attaches, under the lease of the group',
      pointer: below(at, 'attach'),
      fix: 'the instances attached by hand, or a stack file',
    },
  ];
}

/** What takes the place of a group's placeholders. */
export function givenGroup({ late }: Accepted, node: GroupNode, args: GroupArgs, at: Pointer): GivenGroup {
  const number = (word: 'min' | 'max' | 'desired' | 'initial' | 'onDemandBase') =>
    late<number>(below(at, 'capacity', word));
  const first = (['desired', 'initial', 'min'] as const).find((word) => args.capacity[word] !== undefined);
  const target: Output<number> | undefined = first && number(first);
  const capacity: GivenCapacity = {
    min: number('min') ?? node.capacity.min,
    max: number('max') ?? node.capacity.max,
    target: target ?? node.capacity.target,
    onDemandBase: number('onDemandBase') ?? node.capacity.onDemandBase,
  };
  return { capacity, image: late<string>(below(at, 'image')) ?? args.image };
}

import type { Input, Output } from '@pulumi/pulumi';
import type { GivenCapacity, GivenGroup } from '../components/given.ts';
import type { Finding, Pointer } from '../topology/diagnostics/diagnostic.ts';
import { below } from '../topology/diagnostics/pointer.ts';
import type { Cloud, GroupNode } from '../topology/plan/plan.ts';
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

/**
 * How a group is run: the words that groups of stack files have. What `skerry up` alone does is not among them: `attach`,
 * and `refresh` on Alibaba Cloud.
 */
export interface GroupArgs extends Omit<Group, 'workload' | 'capacity' | 'image' | 'attach'> {
  capacity: GroupCapacity;
  /** Machine image: a name of the image table (`debian-12`) or an id. */
  image: Input<string>;
  /** Instance types in order of preference, such as `m7i.large` or `ecs.g8i.large`. */
  instanceTypes: string[];
}

/** What `skerry up` does itself, after the engine: a program of one's own never comes to it. */
const COMMANDS_OWN: Record<Cloud, readonly string[]> = { aws: ['attach'], alicloud: ['attach', 'refresh'] };

/** Words of stack files that have no effect here. */
export function groupFindings(platform: Cloud, args: GroupArgs, at: Pointer): Finding[] {
  const given = COMMANDS_OWN[platform].filter((word) => Object.hasOwn(args, word));
  return given.map((word) => ({
    code: 'platform/word-not-honoured',
    severity: 'error',
    message: `${word} has no effect on ${platform} in a program of your own: there it is done by skerry up`,
    pointer: below(at, word),
    fix: `without ${word}, or by a stack file`,
  }));
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

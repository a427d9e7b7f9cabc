import type { ResourceInputs, ResourceType } from './resources.ts';
import type { Stack, StackResource } from './stack.ts';

/** How bad it is where it is so; whether it stops an update is the level's to say (levels.ts). */
export type Severity = 'low' | 'medium' | 'high' | 'critical';

/** What is said of a policy, wherever it is printed. */
export interface PolicyText {
  /** Family and rule, such as `capacity/bounds-in-order`; stable for ever, and none of a check's. */
  id: string;
  severity: Severity;
  /** What is held to, in one sentence. */
  summary: string;
  /** What goes wrong where it isn't. */
  why: string;
  /** What to do about a violation. */
  remediation: string;
  /**
   * Who asks for it as well: controls of AWS Foundational Security Best Practices (FSBP), others of Security Hub, rules of
   * infraguard; what they ask for less, more, or of something else, is said. `own`: nobody else that was read.
   */
  source: string;
  /**
   * Words of the stack file that cause such a finding, from the resource's own block on (`capacity.max`), from its region
   * (`region:network.zones`) or from the site (`site:stage`). The first that is written is pointed at; none: the block.
   */
  words?: readonly string[];
}

/** What is wrong with a resource, value first; several where it is wrong in several ways; nothing: it conforms. */
export type Verdict = string | readonly string[] | undefined | false;

/** A resource by itself, as its program declares it. */
export interface Subject {
  type: string;
  name: string;
  urn: string;
  /** The engine refuses to delete it. */
  isProtected: boolean;
  /** Properties that updates leave alone. */
  ignoreChanges: readonly string[];
}

export type Judges = { [T in ResourceType]?: (inputs: ResourceInputs[T], subject: Subject) => Verdict };

/** Holds resources one by one, before each is created or changed. */
export interface ResourcePolicy extends PolicyText {
  judges: Judges;
}

export interface Violation {
  resource: StackResource;
  message: string;
}

/** Holds a whole stack, once all of it is planned: what only shows between resources. */
export interface StackPolicy extends PolicyText {
  /** Whose violations it finds. */
  types: readonly ResourceType[];
  judge: (resource: StackResource, stack: Stack) => Verdict;
}

export type Policy = ResourcePolicy | StackPolicy;

export const isStackPolicy = (policy: Policy): policy is StackPolicy => 'judge' in policy;

/** Types that a policy says something of. */
export const typesOf = (policy: Policy): readonly string[] =>
  isStackPolicy(policy) ? policy.types : Object.keys(policy.judges);

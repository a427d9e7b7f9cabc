import {
  type ResourcePolicy,
  type StackPolicy,
  type Subject,
  type Verdict,
  type Violation,
} from './policy.ts';
import type { Stack } from './stack.ts';
import { NotKnown, readable } from './unknown.ts';

type AnyJudge = (inputs: Record<string, unknown>, subject: Subject) => Verdict;

/** What a policy finds wrong with one resource. */
export function judgeResource(
  policy: ResourcePolicy,
  subject: Subject,
  inputs: Record<string, unknown>,
): readonly string[] {
  const judge = (policy.judges as Record<string, AnyJudge>)[subject.type];
  return judge ? told(() => judge(readable(inputs), subject)) : [];
}

/** What a policy finds wrong with a stack's resources, one by one. */
export function judgeStack(policy: StackPolicy, stack: Stack): Violation[] {
  return stack.resources
    .filter(({ type }) => (policy.types as readonly string[]).includes(type))
    .flatMap((resource) =>
      told(() => policy.judge(resource, stack)).map((message) => ({ resource, message })),
    );
}

function told(judge: () => Verdict): readonly string[] {
  try {
    return [judge() || []].flat();
  } catch (error) {
    if (error instanceof NotKnown) return [];
    throw error;
  }
}

import { Token } from './resources.ts';

const TOKENS: readonly string[] = Object.values(Token);

/**
 * The stack and the resource's type in `urn:pulumi:<stack>::<project>::<parent$>type::<name>`.
 *
 * @throws for a type that is none of this provider's
 */
export function parseUrn(urn: string): { stack: string; token: Token } {
  const [head = '', , types = ''] = urn.split('::');
  const stack = head.replace(/^urn:pulumi:/, '');
  const type = types.split('$').at(-1) ?? '';
  // The engine spells a type `package:module:Name` or `package:module/name:Name`.
  const token = TOKENS.find((each) => each === type || each === type.replace(/\/[^:]*/, ''));
  if (token === undefined) {
    throw new Error(
      `resource type "${type}" is unknown to the local provider; allowed: ${TOKENS.join(', ')}`,
    );
  }
  return { stack, token: token as Token };
}

import { describe, expect, test } from 'vitest';
import { Token } from '../../../providers/local/resources.ts';
import { parseUrn } from '../../../providers/local/urn.ts';

describe('a URN', () => {
  test.each([
    ['urn:pulumi:local::skerry::skerry:local:Redis::redis', 'local', Token.Redis],
    ['urn:pulumi:dev::skerry::skerry:components:Site$skerry:local:Cdn::cdn/files', 'dev', Token.Cdn],
    ['urn:pulumi:dev::skerry::skerry:local/bucket:Bucket::b', 'dev', Token.Bucket],
  ])('%s names stack and type', (urn, stack, token) => {
    expect(parseUrn(urn)).toEqual({ stack, token });
  });

  test('of another type is refused with what is allowed', () => {
    expect(() => parseUrn('urn:pulumi:dev::skerry::skerry:local:Queue::q')).toThrow(
      /"skerry:local:Queue" is unknown to the local provider; allowed: skerry:local:Network, /,
    );
  });
});

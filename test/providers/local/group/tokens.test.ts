import { expect, test } from 'vitest';
import { checkTokens } from '../../../../providers/local/group/tokens.ts';
import { changedInputs } from '../../../../providers/local/diff.ts';
import { Token } from '../../../../providers/local/resources.ts';
import { plain, sealed } from '../../../../providers/local/values.ts';

test('tokens that the sync could not read are refused before, without a word of theirs', () => {
  expect(checkTokens(undefined)).toEqual([]);
  expect(checkTokens('{"api.github.com": "sesame"}')).toEqual([]);
  for (const tokens of [
    'sesame',
    '["sesame"]',
    '{"api.github.com": "open sesame"}',
    '{"no host": "sesame"}',
  ]) {
    const [failure] = checkTokens(tokens);
    expect(failure?.property).toBe('codeHostTokens');
    expect(failure?.reason).toMatch(/^code hosts' tokens: /);
    expect(failure?.reason).not.toContain('sesame');
  }
});

test('tokens that are taken away are a change, as are others', () => {
  const changes = (before: object, after: object) =>
    Object.fromEntries(changedInputs(Token.ScalingGroup, { ...before }, { ...after }));
  const tokens = { codeHostTokens: 'a' };
  expect(changes(tokens, {})).toEqual({ codeHostTokens: 'update' });
  expect(changes({}, tokens)).toEqual({ codeHostTokens: 'update' });
  expect(changes(tokens, { codeHostTokens: 'b' })).toEqual({ codeHostTokens: 'update' });
  expect(changes(tokens, tokens)).toEqual({});
});

test('what is sealed is a secret to the engine, and itself to the provider', () => {
  const inputs = { name: 'sync', codeHostTokens: 'sesame' };
  expect(sealed(inputs, ['codeHostTokens'])).toEqual({
    name: 'sync',
    codeHostTokens: {
      '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270',
      value: 'sesame',
    },
  });
  expect(plain(sealed(inputs, ['codeHostTokens']))).toEqual(inputs);
  expect(sealed({ name: 'serve' }, ['codeHostTokens'])).toEqual({ name: 'serve' });
});

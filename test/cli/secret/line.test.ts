import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import {
  appendSalt,
  changedMeanwhile,
  readSalt,
  readSecretLine,
  readTopLevel,
  SecretLineError,
  setSecretLine,
} from '../../../cli/secret/line.ts';

const cipher = 'v1:yhCygaMX1A2vrs9R:x1B0KWGphTxpGngFUV9a6xzwqIfMa70GHoBd';
const example = readFileSync(join(import.meta.dirname, '../../../stacks/Pulumi.cn-prod.yaml'), 'utf8');

/** Lines of `after` that are not in `before`, and the other way round. */
function changedLines(before: string, after: string): { gone: string[]; came: string[] } {
  const [old, now] = [before.split('\n'), after.split('\n')];
  return {
    gone: old.filter((line) => !now.includes(line)),
    came: now.filter((line) => !old.includes(line)),
  };
}

describe('setting a secret', () => {
  it('changes its own line alone', () => {
    const after = setSecretLine(example, 'codeHostTokens', cipher);
    expect(changedLines(example, after)).toEqual({
      gone: [example.split('\n').find((line) => line.includes('skerry:codeHostTokens'))],
      came: [`  skerry:codeHostTokens: {secure: "${cipher}"}`],
    });
    expect(after.split('\n')).toHaveLength(example.split('\n').length);
    expect(readSecretLine(after, 'codeHostTokens')).toBe(cipher);
  });

  it('adds a new one behind the others', () => {
    const after = setSecretLine(example, 'newOne', cipher);
    expect(changedLines(example, after)).toEqual({
      gone: [],
      came: [`  skerry:newOne: {secure: "${cipher}"}`],
    });
    const lines = after.split('\n');
    expect(lines[lines.findIndex((line) => line.includes('skerry:newOne')) - 1]).toContain('secure');
  });

  const table: [string, string, string][] = [
    [
      'in a block',
      'config:\n  skerry:a:\n    secure: old # why\n  skerry:site: {version: 1}\n',
      `config:\n  skerry:a:\n    secure: "${cipher}" # why\n  skerry:site: {version: 1}\n`,
    ],
    [
      'in single quotes',
      "config:\n  skerry:a: {secure:   'old'}  # why\n",
      `config:\n  skerry:a: {secure:   '${cipher}'}  # why\n`,
    ],
    [
      'folded over lines',
      'config:\n  skerry:a:\n    secure: >-\n      old\n      er\n  skerry:b: {secure: x}\n',
      `config:\n  skerry:a:\n    secure: "${cipher}"\n  skerry:b: {secure: x}\n`,
    ],
    [
      'written in plain by mistake',
      'config:\n  skerry:a: hunter2 # mine\n',
      `config:\n  skerry:a: {secure: "${cipher}"} # mine\n`,
    ],
    [
      'first of all, before the site',
      '# top\nconfig:\n  # the site\n  skerry:site:\n    version: 1\n',
      `# top\nconfig:\n  # the site\n  skerry:a: {secure: "${cipher}"}\n  skerry:site:\n    version: 1\n`,
    ],
    [
      'with four blanks and CRLF',
      'config:\r\n    skerry:site: {a: 1}\r\n',
      `config:\r\n    skerry:a: {secure: "${cipher}"}\r\n    skerry:site: {a: 1}\r\n`,
    ],
    [
      'behind a block secret at the end of a file without a newline',
      'config:\n  skerry:site: {a: 1}\n  skerry:z:\n    secure: x',
      `config:\n  skerry:site: {a: 1}\n  skerry:z:\n    secure: x\n  skerry:a: {secure: "${cipher}"}\n`,
    ],
    ['in a file without config', '# empty', `# empty\nconfig:\n  skerry:a: {secure: "${cipher}"}\n`],
  ];
  it.each(table)('works %s', (_title, before, after) => {
    expect(setSecretLine(before, 'a', cipher)).toBe(after);
  });

  it.each([
    ['a list', '- a\n'],
    ['a flow map', 'config: {skerry:site: {}}\n'],
    ['broken YAML', 'config: [\n'],
    ['a map that is no secret', 'config:\n  skerry:a: {b: c}\n'],
  ])('refuses %s', (_title, text) => {
    expect(() => setSecretLine(text, 'a', cipher)).toThrow(SecretLineError);
  });

  it('keeps every other value, whatever the names are', () => {
    const name = fc.stringMatching(/^[a-z][A-Za-z0-9_-]{0,12}$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 5 }), name, (there, wanted) => {
        const before = [
          'config: # all of it',
          ...there.map((key, at) =>
            at % 2 === 0 ? `  skerry:${key}: {secure: x${at}}` : `  skerry:${key}:\n    secure: x${at}`,
          ),
          '  skerry:site: {version: 1} # the site',
          'encryptionsalt: s',
          '',
        ].join('\n');
        const after = setSecretLine(before, wanted, cipher);
        const expected = parse(before) as { config: Record<string, unknown> };
        expected.config[`skerry:${wanted}`] = { secure: cipher };
        expect(parse(after)).toEqual(expected);
        expect(setSecretLine(after, wanted, cipher)).toBe(after);
      }),
    );
  });
});

describe('the salt', () => {
  it('is appended as a line, and read again', () => {
    expect(appendSalt('config: {}', 'v1:a=:b')).toBe('config: {}\nencryptionsalt: v1:a=:b\n');
    expect(appendSalt('a: 1\r\n', 's')).toBe('a: 1\r\nencryptionsalt: s\r\n');
    expect(readSalt(appendSalt(example, 'v1:a=:b'))).toBe('v1:a=:b');
  });

  it('is absent where nothing or something else is there', () => {
    expect(readSalt('config: {}\n')).toBeUndefined();
    expect(readSalt('encryptionsalt: 5\n')).toBeUndefined();
    expect(readTopLevel('- a\n', 'secretsprovider')).toBeUndefined();
  });
});

describe('what a new ciphertext depends on', () => {
  const text =
    'encryptionsalt: v1:a\nconfig:\n  skerry:token: {secure: "v1:b"}\n  skerry:other: {secure: "v1:c"}\n';
  it.each([
    ['nothing that matters', text.replace('v1:c', 'v1:d').replace('config:', '# theirs\nconfig:'), undefined],
    ['the secret itself', text.replace('v1:b', 'v1:x'), 'skerry:token'],
    ['the secret, removed', text.replace(/ {2}skerry:token.*\n/, ''), 'skerry:token'],
    ['the key', text.replace('v1:a', 'v1:x'), 'encryptionsalt'],
    ['the provider of the key', `secretsprovider: awskms://x\n${text}`, 'secretsprovider'],
  ])('has changed by an edit of %s', (_title, now, changed) => {
    expect(changedMeanwhile(text, now, 'token')).toBe(changed);
  });
});

import { describe, expect, it } from 'vitest';
import { loadCodeHostTokens, readCodeHostTokens } from '../../../../services/mirror/fetch/credentials.ts';
import { loggedUrl, publicUrl } from '../../../../services/mirror/fetch/public-url.ts';

describe("code hosts' tokens", () => {
  it('go by HTTPS to the host, or to exactly the origin', () => {
    const tokens = readCodeHostTokens('{"api.github.com": "abc", "http://10.0.0.5:8080": "d-e_f"}');
    expect([...tokens]).toEqual([
      ['https://api.github.com', 'Bearer abc'],
      ['http://10.0.0.5:8080', 'Bearer d-e_f'],
    ]);
  });

  it.each([
    ['no JSON: sesame', /no JSON; expected/],
    ['["sesame"]', /no JSON object/],
    ['{"api.github.com": ["sesame"]}', /token of api\.github\.com must be/],
    ['{"api.github.com": "sesame\\nx: y"}', /token of api\.github\.com must be/],
    ['{"api.github.com/sesame": "x"}', /no host/],
    ['{"https://sesame@api.github.com": "x"}', /no host/],
    ['{"ftp://sesame": "x"}', /no host/],
  ])('are refused, and not quoted, where they are %s', (text, reason) => {
    expect(() => readCodeHostTokens(text)).toThrow(reason);
    expect(() => readCodeHostTokens(text)).not.toThrow(/sesame/);
  });

  it('are none without a file, and an error of the file where it is not there', async () => {
    expect((await loadCodeHostTokens(undefined)).size).toBe(0);
    await expect(loadCodeHostTokens('/nowhere/tokens.json')).rejects.toThrow(/nowhere\/tokens\.json.*ENOENT/);
  });
});

it('a URL is shown without credentials, and to everyone without its query', () => {
  const url = 'https://user:pass@host.example:8443/a/b.zip?token=secret#x';
  expect(publicUrl(url)).toBe('https://host.example:8443/a/b.zip');
  expect(loggedUrl(url)).toBe('https://host.example:8443/a/b.zip?token=secret#x');
  expect(publicUrl('')).toBe('');
});

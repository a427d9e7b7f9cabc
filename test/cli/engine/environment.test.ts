import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { currentBackend, missingForCloud } from '../../../cli/engine/cloud.ts';
import {
  applyEnvironment,
  localEnvironment,
  renderExports,
  withoutAttributes,
} from '../../../cli/engine/environment.ts';
import { publicPassphrase, publicSalt } from '../../../cli/engine/passphrase.ts';

const folders = { engine: '/cache/engine/1/pulumi', node: '/cache/node/2/bin/node', home: '/cache/home' };

describe('the environment of a local stack', () => {
  it('keeps everything in its own folders', () => {
    const changes = localEnvironment(folders, '/clone/.skerry/local', publicSalt, '/usr/bin:/bin');
    expect(changes).toEqual({
      PATH: '/cache/engine/1:/cache/node/2/bin:/usr/bin:/bin',
      PULUMI_SKIP_UPDATE_CHECK: 'true',
      PULUMI_HOME: '/cache/home',
      PULUMI_BACKEND_URL: 'file:///clone/.skerry/local/pulumi?metadata=skip',
      PULUMI_CONFIG_PASSPHRASE: publicPassphrase,
      PULUMI_CONFIG_PASSPHRASE_FILE: null,
      SKERRY_STATE: '/clone/.skerry',
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: 'true',
    });
  });

  it('takes the passphrase from a file where the salt is not the public one', () => {
    for (const salt of [undefined, 'v1:other']) {
      const changes = localEnvironment(folders, '/clone/.skerry/mine', salt, '');
      expect(changes['PULUMI_CONFIG_PASSPHRASE']).toBeNull();
      expect(changes['PULUMI_CONFIG_PASSPHRASE_FILE']).toBe('/clone/.skerry/mine/keys/passphrase');
    }
  });

  it('does not repeat folders of the search path', () => {
    const path = '/cache/node/2/bin:/usr/bin:/cache/engine/1';
    expect(localEnvironment(folders, '/s', undefined, path)['PATH']).toBe(
      '/cache/engine/1:/cache/node/2/bin:/usr/bin',
    );
  });

  it('is laid over the present one', () => {
    expect(applyEnvironment({ A: '1', B: '2' }, { A: null, C: '3' })).toEqual({ B: '2', C: '3' });
  });
});

describe('printed exports', () => {
  it('survive a shell, whatever is in them', () => {
    const changes = { PLAIN: '/a:b', ODD: `it's $HOME "x" \\ \n y`, GONE: null };
    const script = `GONE=1; ${renderExports(changes).join('\n')}\nprintf '%s|%s|%s' "$PLAIN" "$ODD" "\${GONE-unset}"`;
    expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
      `${changes.PLAIN}|${changes.ODD}|unset`,
    );
  });
});

describe('a stack in the clouds', () => {
  it.each([
    ['file:///state', 'file:///state?metadata=skip'],
    ['file://~/state?no_tmp_dir=true', 'file://~/state?no_tmp_dir=true&metadata=skip'],
    ['file:///state?metadata=', undefined],
    ['s3://state?region=eu-central-1', undefined],
    [undefined, undefined],
  ])('leaves nothing beside the files of %s that a kill could tear', (url, wanted) => {
    expect(withoutAttributes(url)).toBe(wanted);
  });

  const whole = { backend: 's3://state', secretsProvider: undefined, passphrase: true };
  it.each([
    ['lacks nothing with a backend and a passphrase', whole, []],
    ['lacks a backend', { ...whole, backend: undefined }, ['backend']],
    ['lacks a passphrase', { ...whole, passphrase: false }, ['PULUMI_CONFIG_PASSPHRASE']],
    ['needs none with a key service', { ...whole, passphrase: false, secretsProvider: 'awskms://k' }, []],
    [
      "needs none with Pulumi's service",
      { ...whole, passphrase: false, backend: 'https://api.pulumi.com' },
      [],
    ],
  ])('%s', (_title, facts, missing) => {
    const texts = missingForCloud(facts);
    expect(texts).toHaveLength(missing.length);
    for (const [index, word] of missing.entries()) expect(texts[index]).toContain(word);
  });

  it('uses the backend of the last login', () => {
    expect(currentBackend('{"current":"s3://state","accessTokens":{}}')).toBe('s3://state');
    expect(currentBackend('{"current":""}')).toBeUndefined();
    expect(currentBackend('{torn')).toBeUndefined();
    expect(currentBackend(undefined)).toBeUndefined();
  });
});

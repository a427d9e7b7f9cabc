import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DIST_TEMPLATE } from '../../../../services/mirror/composer/layout.ts';
import { processUrl, type MirrorUrlParts } from '../../../../services/mirror/composer/mirror-url.ts';
import { parseMetadata } from '../../../../services/mirror/composer/metadata.ts';
import { normalizeVersion } from '../../../../services/mirror/composer/version.ts';
import { minify } from '../../../../services/sample-upstream/minify.ts';

/** The Debian package of Composer installs its classes here, unpacked. */
const CLASSES = '/usr/share/php/Composer';
const isThere = existsSync(`${CLASSES}/Util/ComposerMirror.php`) && !spawnSync('php', ['-v']).error;

/** Runs PHP over many inputs at once; both sides speak JSON. */
function php(body: string, inputs: unknown): unknown {
  const program = `
    foreach (['autoload.php'] as $file) { require '${CLASSES}/' . $file; }
    $inputs = json_decode(stream_get_contents(STDIN), true);
    $outputs = [];
    foreach ($inputs as $input) { ${body} }
    echo json_encode($outputs, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);`;
  const output = execFileSync('php', ['-d', 'error_reporting=E_ALL & ~E_DEPRECATED', '-r', program], {
    input: JSON.stringify(inputs),
    maxBuffer: 1e8,
  });
  return JSON.parse(output.toString());
}

const references = [
  null,
  '',
  '0',
  'a89bc96a7cf3',
  'ABCDEF',
  'r1234',
  'v1.0/x',
  '%reference%',
  'ab\n',
  'ab\n\n',
  'ünï',
  'a b',
];
const versions = [
  '1.0.0.0',
  'dev-main',
  'dev-feature/x',
  'dev-ünï/1',
  '2.9999999.9999999.9999999-dev',
  '20241130',
  'dev-%reference%',
];

describe.skipIf(!isThere)("agrees with Composer's own classes", () => {
  it('on the path of a dist in a mirror', () => {
    const random = fc.sample(
      fc.record({
        package: fc.stringMatching(/^[a-z0-9]{1,8}\/[a-z0-9-]{1,8}$/),
        version: fc.oneof(fc.constantFrom(...versions), fc.string({ minLength: 1 })),
        reference: fc.oneof(
          fc.constantFrom(...references),
          fc.stringMatching(/^[a-f0-9]{1,40}$/),
          fc.string(),
        ),
        type: fc.constantFrom('zip', 'tar'),
      }),
      { numRuns: 300, seed: 7 },
    );
    const table = references.flatMap((reference) =>
      versions.map((version) => ({ package: 'vendor/name', version, reference, type: 'zip' })),
    );
    const inputs: MirrorUrlParts[] = [...table, ...random];
    const call = `$outputs[] = Composer\\Util\\ComposerMirror::processUrl('${DIST_TEMPLATE}', $input['package'], $input['version'], $input['reference'], $input['type'], 'pretty');`;
    expect(inputs.map((parts) => processUrl(DIST_TEMPLATE, parts))).toEqual(php(call, inputs));
  });

  it('on normalised versions', () => {
    const part = fc.constantFrom(
      '1',
      '12',
      '2024',
      '20241130',
      '.0',
      '.2',
      '.x',
      '.*',
      'v',
      '-',
      '_',
      '.',
      '+build',
      '@dev',
      ' as 2.0',
    );
    const word = fc.constantFrom(
      'alpha',
      'beta',
      'b2',
      'RC1',
      'rc.3',
      'patch',
      'pl',
      'p1',
      'dev',
      'dev-',
      'stable',
      'master',
      'trunk',
      'main',
    );
    const random = fc.sample(
      fc.array(fc.oneof(part, word), { minLength: 1, maxLength: 6 }).map((parts) => parts.join('')),
      { numRuns: 3000, seed: 7 },
    );
    const known = [
      '1.0.0',
      'v1.2',
      '1.0.0-alpha.3.1',
      '1.0.0-RC1-dev',
      '1.2.3.4',
      '1.0+b7',
      '2010.01.02',
      '20241130',
      '2.x-dev',
      '1.0.x-dev',
      'dev-main',
      'DEV-x',
      'master',
      '1.0.0-rC13',
      '2012.06.07-BETA2',
      '1.2.3.4.5',
      'feature-dev',
    ];
    const inputs = [...known, ...random];
    const call = `$parser = new Composer\\Semver\\VersionParser(); try { $outputs[] = $parser->normalize($input); } catch (\\UnexpectedValueException $e) { $outputs[] = null; }`;
    const ours = inputs.map((version) => [version, normalizeVersion(version) ?? null]);
    const theirs = (php(call, inputs) as (string | null)[]).map((version, index) => [inputs[index], version]);
    expect(ours).toEqual(theirs);
  });

  it('on minified metadata, which it writes and we read, and the other way round', () => {
    const version = fc.record(
      {
        version: fc.constantFrom('1.0.0', '2.0.0', '3.1.0'),
        version_normalized: fc.constantFrom('1.0.0.0', '2.0.0.0'),
        dist: fc.record({
          type: fc.constant('zip'),
          url: fc.webUrl(),
          reference: fc.option(fc.constantFrom('ab', 'cd')),
          shasum: fc.constant(''),
        }),
        keywords: fc.array(fc.constantFrom('a', 'b')),
      },
      { requiredKeys: ['version', 'version_normalized'] },
    );
    const lists = fc.sample(fc.array(version, { minLength: 1, maxLength: 6 }), { numRuns: 100, seed: 7 });
    const read = (versions: unknown, minified: unknown) =>
      parseMetadata(Buffer.from(JSON.stringify({ packages: { 'a/b': versions }, minified })), 'a/b');
    const expected = lists.map((versions) => read(versions, undefined));
    const theirs = php(
      `$outputs[] = Composer\\MetadataMinifier\\MetadataMinifier::minify($input);`,
      lists,
    ) as unknown[];
    expect(theirs.map((versions) => read(versions, 'composer/2.0'))).toEqual(expected);
    const ours = lists.map((versions) => minify(versions));
    expect(ours.map((versions) => read(versions, 'composer/2.0'))).toEqual(expected);
    expect(php(`$outputs[] = Composer\\MetadataMinifier\\MetadataMinifier::expand($input);`, ours)).toEqual(
      JSON.parse(JSON.stringify(lists)),
    );
  });
});

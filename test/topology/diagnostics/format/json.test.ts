import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { formatJson } from '../../../../topology/diagnostics/format/json.ts';
import { DIAGNOSTICS, publishedDiagnostics } from '../../../../topology/schema/publish.ts';
import { analyseText } from '../../support/analyse.ts';
import { local } from '../../support/sites.ts';
import { hostile, options, several } from './support.ts';

const published = readFileSync(DIAGNOSTICS, 'utf8');
const validate = new Ajv({ strict: true }).compile(JSON.parse(published) as object);

describe('json', () => {
  it('has counts, files and all that a program needs of each finding', () => {
    const [zone, min] = several().diagnostics;
    const document = JSON.parse(formatJson([several()], options)) as Record<string, unknown>;
    expect(document).toMatchObject({
      version: 1,
      exitStatus: 1,
      errors: 2,
      warnings: 1,
      elapsedMs: 31,
      files: ['stacks/Pulumi.example.yaml'],
    });
    expect((document['diagnostics'] as unknown[]).slice(0, 2)).toEqual([
      {
        code: 'network/zone-of-other-region',
        severity: 'error',
        message: 'cn-beijing-k lies in cn-beijing, not cn-hangzhou',
        file: 'stacks/Pulumi.example.yaml',
        range: zone?.range,
        pointer: '/config/skerry:site/regions/cn-hangzhou/network/zones/1',
        allowed: zone?.allowed,
        fix: 'cn-hangzhou-k',
      },
      {
        code: 'capacity/min-exceeds-max',
        severity: 'error',
        message: 'min 7 exceeds max',
        file: 'stacks/Pulumi.example.yaml',
        range: min?.range,
        pointer: '/config/skerry:site/regions/cn-hangzhou/groups/mirror-serve/capacity/min',
        fix: 'at most 6, or raise max',
        related: [
          {
            message: 'max is 6',
            pointer: '/config/skerry:site/regions/cn-hangzhou/groups/mirror-serve/capacity/max',
            range: min?.relatedRanges?.[0]?.range,
          },
        ],
      },
    ]);
  });

  it('says with which status the command ends', () => {
    expect(JSON.parse(formatJson([several()], { ...options, failOn: 'never' }))).toHaveProperty(
      'exitStatus',
      0,
    );
  });
});

describe('the published schema of it', () => {
  it('is what the definitions say (else: node topology/schema/publish.ts)', async () => {
    expect(published).toBe(await publishedDiagnostics());
  });

  const malformed = analyseText(local.replace('config:', 'config: ['));
  const twice = analyseText(local.replace('platform: local', 'platform: local\n    platform: local'));
  it.each([
    ['a file without findings', [analyseText(local)]],
    ['findings of the checks', [several(), analyseText(local)]],
    ['what is no YAML', [malformed]],
    ['a place that has no pointer', [twice]],
    ['hostile text', [hostile()]],
  ])('accepts %s', (_, reports) => {
    expect([validate(JSON.parse(formatJson(reports, options))), validate.errors]).toEqual([true, null]);
  });

  it('refuses what it does not name', () => {
    const document = JSON.parse(formatJson([several()], options)) as object;
    expect(validate({ ...document, more: 1 })).toBe(false);
  });
});

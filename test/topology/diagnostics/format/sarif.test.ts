import { describe, expect, it } from 'vitest';
import { formatSarif } from '../../../../topology/diagnostics/format/sarif.ts';
import { sarifErrors } from '../../../support/sarif/validator.ts';
import { analyseText } from '../../support/analyse.ts';
import { cloud, local } from '../../support/sites.ts';
import { hostile, options, several } from './support.ts';

interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}
interface Place {
  id?: number;
  physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string; index: number }; region: Region };
}
interface Result {
  ruleId: string;
  ruleIndex: number;
  level: string;
  message: { text: string };
  locations: [Place];
  relatedLocations?: Place[];
  partialFingerprints: Record<string, string>;
}
interface Run {
  tool: {
    driver: { rules: { id: string; defaultConfiguration: { level: string }; help: { text: string } }[] };
  };
  artifacts: { location: { uri: string } }[];
  results: Result[];
}

function runOf(...args: Parameters<typeof formatSarif>): Run {
  return (JSON.parse(formatSarif(...args)) as { runs: [Run] }).runs[0];
}

const run = runOf([several()], options);

describe('sarif', () => {
  it.each([
    ['nothing found', [analyseText(local)]],
    ['no file', []],
    ['findings, in one of two files', [analyseText(local, 'a.yaml'), several()]],
    ['hostile text', [hostile()]],
    ['no YAML', [analyseText('config: [')]],
  ])('is accepted by the schema of SARIF 2.1.0: %s', (_, reports) => {
    expect(sarifErrors(JSON.parse(formatSarif(reports, options)))).toEqual([]);
  });

  it('has the level of each finding', () => {
    expect(run.results.map(({ ruleId, level }) => [ruleId, level])).toEqual([
      ['network/zone-of-other-region', 'error'],
      ['capacity/min-exceeds-max', 'error'],
      ['schedule/expires', 'warning'],
    ]);
  });

  it('has each rule once, with its level and help, and results that point at it', () => {
    const { rules } = run.tool.driver;
    expect(rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level])).toEqual([
      ['capacity/min-exceeds-max', 'error'],
      ['network/zone-of-other-region', 'error'],
      ['schedule/expires', 'warning'],
    ]);
    expect(run.results.map(({ ruleIndex }) => rules[ruleIndex]?.id)).toEqual(
      run.results.map(({ ruleId }) => ruleId),
    );
    expect(rules[0]?.help.text).toMatch(
      /^Min is at most max\.\n\n\S.*\n\nAllowed: .*\n\nFix: .*\n\n.*explain/s,
    );
  });

  it('marks the text that is wrong, by lines and columns', () => {
    const lines = several().text.split('\n');
    const marked = run.results.map(({ locations: [{ physicalLocation }] }) => {
      const { startLine, startColumn, endLine, endColumn } = physicalLocation.region;
      expect(endLine).toBe(startLine);
      return lines[startLine - 1]?.slice(startColumn - 1, endColumn - 1);
    });
    expect(marked).toEqual(['cn-beijing-k', '7', '2025-11-25']);
  });

  it('links from the message to the related place', () => {
    const [, min] = run.results;
    expect(min?.message.text).toBe(
      'min 7 exceeds max; [max is 6 (37:49)](1).\nfix: at most 6, or raise max.',
    );
    expect(min?.relatedLocations?.map(({ id, physicalLocation }) => [id, physicalLocation.region])).toEqual([
      [1, { startLine: 37, startColumn: 49, endLine: 37, endColumn: 50 }],
    ]);
  });

  it('doubles braces, which would be placeholders', () => {
    expect(run.results[0]?.message.text).toContain('cn-hangzhou-{{b,g,h,i,j,k}}');
  });

  it('names files from the root of the repository, encoded as a URI wants', () => {
    const { artifacts, results } = runOf([several()], {
      ...options,
      pathOf: () => 'deploy dir/stacks/Pulumi.#1 ü.yaml',
    });
    const location = {
      uri: 'deploy%20dir/stacks/Pulumi.%231%20%C3%BC.yaml',
      uriBaseId: '%SRCROOT%',
    };
    expect(artifacts[0]?.location).toEqual(location);
    expect(results[0]?.locations[0].physicalLocation.artifactLocation).toEqual({ ...location, index: 0 });
  });

  it('names a file outside of the repository absolutely', () => {
    const [artifact] = runOf([several()], { ...options, pathOf: () => '/tmp/a b.yaml' }).artifacts;
    expect(artifact?.location).toEqual({ uri: 'file:///tmp/a%20b.yaml' });
  });

  it('lists each file that was looked at', () => {
    const { artifacts } = runOf([analyseText(local, 'a.yaml'), analyseText(cloud, 'b.yaml')], options);
    expect(artifacts.map(({ location }) => location.uri)).toEqual(['a.yaml', 'b.yaml']);
  });

  it('is the same in each run', () => {
    expect(formatSarif([several()], { ...options })).toBe(formatSarif([several()], options));
  });
});

import { describe, expect, it } from 'vitest';
import type { ShownChange } from '../../../cli/engine/shown-changes.ts';
import { renderStatus } from '../../../cli/status/render.ts';
import { resourceDrift } from '../../../cli/status/resource-drift.ts';

const LISTENER = 'aws:lb/listener:Listener';
const GROUP = 'aws:autoscaling/group:Group';
const POLICY = 'aws:s3/bucketPolicy:BucketPolicy';

const change = (type: string, operation: string, values: ShownChange['values'] = {}): ShownChange => ({
  operation,
  urn: `urn:pulumi:s::skerry::skerry:index:Region$${type}::eu/git`,
  values,
});

describe('what is not as declared', () => {
  it('is told by property, as it is declared and as it is', () => {
    const values: ShownChange['values'] = { port: [2022, 22], 'tags.team': [null, { team: 'a' }] };
    expect(resourceDrift([change(LISTENER, 'update', values)])).toEqual([
      {
        type: LISTENER,
        name: 'eu/git',
        what: 'differs',
        values: { port: { declared: 22, live: 2022 }, tags: { declared: { team: 'a' }, live: null } },
      },
    ]);
  });

  it('is not there, or in no file, or another one', () => {
    const changes = [change(POLICY, 'create'), change(LISTENER, 'delete'), change(LISTENER, 'replace')];
    expect(resourceDrift(changes).map(({ what }) => what)).toEqual(['undeclared', 'differs', 'absent']);
  });

  it('is told once where several steps replace it', () => {
    const steps = ['create-replacement', 'replace', 'delete-replaced'].map((each) => change(LISTENER, each));
    expect(resourceDrift(steps)).toHaveLength(1);
  });

  it('is not what the status of groups tells already', () => {
    const values: ShownChange['values'] = { maxSize: [60, 6], defaultCooldown: [0, 300] };
    const [drift] = resourceDrift([change(GROUP, 'update', values)]);
    expect(Object.keys(drift?.values ?? {})).toEqual(['defaultCooldown']);
    expect(resourceDrift([change(GROUP, 'update', { maxSize: [60, 6] }), change(GROUP, 'create')])).toEqual(
      [],
    );
  });
});

describe('in the status', () => {
  const group = {
    region: 'eu',
    name: 'git',
    workload: 'git',
    min: 1,
    max: 2,
    desired: 1,
    running: 1,
    healthy: 1,
  };
  const status = { stack: 's', endpoints: {}, groups: [group], parts: [], drift: [] };
  const plain = (_style: string, text: string): string => text;
  const rendered = (more: object) => renderStatus({ ...status, ...more }, new Date(0), plain).join('\n');

  it('long values are shown around what differs', () => {
    const long = (end: string) => `${'a'.repeat(200)}${end}${'b'.repeat(200)}`;
    const resources = resourceDrift([change(POLICY, 'update', { policy: [long('Y'), long('X')] })]);
    const text = rendered({ resources });
    expect(text).toMatch(/^s {2}1 instance {2}1 DRIFT/);
    expect(text).toMatch(/!drift {2}BucketPolicy eu\/git: policy declared …a+Xb+…, live …a+Yb+…$/);
  });

  it('what is not there is told, and what nobody could look at, too', () => {
    expect(rendered({ resources: resourceDrift([change(LISTENER, 'create')]) })).toContain(
      '!drift  Listener eu/git: declared, but not there',
    );
    expect(rendered({ notCompared: 's needs a backend' })).toContain(
      'only groups were looked at: s needs a backend',
    );
  });

  it('many are counted, and not told one by one', () => {
    const many = resourceDrift(Array.from({ length: 23 }, () => change(LISTENER, 'create')));
    expect(rendered({ resources: many })).toContain('and 3 more');
  });
});

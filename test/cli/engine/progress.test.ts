import { describe, expect, it } from 'vitest';
import { parseEvent, describeUrn, type EngineEvent, type Step } from '../../../cli/engine/events.ts';
import { Progress } from '../../../cli/engine/progress.ts';
import { renderLine, renderRunning, renderTotals } from '../../../cli/engine/progress-lines.ts';

const urn = (kind: string, name: string): string =>
  `urn:pulumi:local::skerry::skerry:index:Site$skerry:local:${kind}::${name}`;
const step = (op: Step['op'], kind: string, name: string, more: Partial<Step> = {}): Step => ({
  op,
  urn: urn(kind, name),
  type: `skerry:local:${kind}`,
  new: { custom: true },
  ...more,
});
const begin = (metadata: Step): EngineEvent => ({ timestamp: 0, resourcePreEvent: { metadata } });
const end = (metadata: Step, planning = false): EngineEvent => ({
  timestamp: 0,
  resOutputsEvent: { metadata, planning },
});
const plain = (_style: string, text: string): string => text;

/** Feeds events a second apart, and gives the text of all lines. */
function follow(events: EngineEvent[], planning = false): string[] {
  const progress = new Progress();
  return events.flatMap((event, second) =>
    progress.take(event, second * 1000).flatMap((line) => renderLine(line, plain, planning)),
  );
}

describe('an event line', () => {
  it('is read where it is one', () => {
    expect(parseEvent('{"sequence":1,"timestamp":5,"cancelEvent":{}}')).toEqual({
      sequence: 1,
      timestamp: 5,
      cancelEvent: {},
    });
  });
  it.each(['', 'Updating (local):', '{"a":1}', '{torn'])('is left alone where it is not: %j', (line) => {
    expect(parseEvent(line)).toBeUndefined();
  });
});

it('names a resource by the last word of its type', () => {
  expect(describeUrn(urn('Bucket', 'local/mirror'))).toEqual({ kind: 'Bucket', name: 'local/mirror' });
});

describe('progress', () => {
  it('prints a line for each resource that is done, with its time and address', () => {
    const created = step('create', 'Cdn', 'cdn/files', {
      new: { custom: true, outputs: { url: 'http://127.9.0.5:8080' } },
    });
    expect(follow([begin(created), end(created)])).toEqual([
      '+ created Cdn cdn/files in 1.0 s  http://127.9.0.5:8080',
    ]);
  });

  it('says nothing of components, providers, the stack, and what stays the same', () => {
    const component: Step = { ...step('create', 'Site', 'site'), new: { custom: false } };
    const provider: Step = { ...step('create', 'x', 'default'), type: 'pulumi:providers:skerry' };
    const same = step('same', 'Bucket', 'local/mirror');
    expect(follow([begin(component), end(component), end(provider), begin(same), end(same)])).toEqual([]);
  });

  it('says in a plan what is to be done, and why', () => {
    expect(
      follow(
        [
          end(step('update', 'ScalingGroup', 'local/mirror-serve', { diffs: ['capacity'] }), true),
          end(step('create-replacement', 'Network', 'local', { keys: ['cidr'] }), true),
          end(step('delete', 'Redis', 'local/redis', { new: null, old: { custom: true } }), true),
        ],
        true,
      ),
    ).toEqual([
      '~ update ScalingGroup local/mirror-serve  capacity',
      '± replace Network local  replaced: cidr changed',
      '- delete Redis local/redis',
    ]);
  });

  it('puts the reason under the failure, once', () => {
    const failing = step('delete', 'Bucket', 'local/mirror');
    expect(
      follow([
        begin(failing),
        {
          timestamp: 0,
          diagnosticEvent: { urn: failing.urn, severity: 'error', message: 'holds 3 objects\nsee docs\n' },
        },
        { timestamp: 0, resOpFailedEvent: { metadata: failing } },
        { timestamp: 0, diagnosticEvent: { severity: 'error', message: 'update failed\n' } },
      ]),
    ).toEqual([
      'x Bucket local/mirror could not be deleted (after 2.0 s):',
      '  holds 3 objects',
      '  see docs',
    ]);
  });

  it("prints our program's own output as it is, and no debugging", () => {
    const diagnostic = (severity: 'debug' | 'info#err', message: string): EngineEvent => ({
      timestamp: 0,
      diagnosticEvent: { severity, message },
    });
    expect(
      follow([
        diagnostic('debug', 'Registering resource\n'),
        diagnostic('info#err', 'stacks/Pulumi.local.yaml:3:4  error  capacity/min-exceeds-max\n\n'),
        diagnostic('info#err', '  min: 20\n\n'),
      ]),
    ).toEqual(['stacks/Pulumi.local.yaml:3:4  error  capacity/min-exceeds-max', '  min: 20']);
  });

  it('tells what a refresh no longer finds', () => {
    expect(
      follow([end(step('refresh', 'Redis', 'local/redis', { new: null, old: { custom: true } }))]),
    ).toEqual(['! Redis local/redis is gone: it is created anew']);
    // Another one is there in its place.
    const old = { custom: true, delete: true };
    expect(follow([end(step('refresh', 'Redis', 'local/redis', { new: null, old }))])).toEqual([]);
  });

  it('shows what is under way, cut to the width', () => {
    const progress = new Progress();
    progress.take(begin(step('create', 'Bucket', 'local/mirror')), 1000);
    expect(renderRunning(progress.underWay(3500), plain, 80)).toEqual([
      '+ creating Bucket local/mirror 2.5 s',
    ]);
    expect(renderRunning(progress.underWay(3500), plain, 20)).toEqual(['+ creating Bucket l']);
  });

  it('counts what was changed; a replacement is one', () => {
    const progress = new Progress();
    progress.take(end(step('create', 'Bucket', 'a')), 0);
    progress.take(end(step('create-replacement', 'Network', 'b')), 0);
    progress.take(end(step('delete-replaced', 'Network', 'b')), 0);
    expect(renderTotals(progress.changes, 3.21, false)).toBe('1 created, 1 replaced, 3.2 s');
    expect(renderTotals(progress.changes, 3.21, true)).toBe('1 to create, 1 to replace, 3.2 s');
    expect(renderTotals(new Map(), 1.5, false)).toBe('no changes, 1.5 s');
  });
});

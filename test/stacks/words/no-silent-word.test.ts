import { describe, expect, it } from 'vitest';
import { attachingGroups } from '../../../capacity/read-attachments.ts';
import { refreshingGroups } from '../../../capacity/refreshes.ts';
import { analyse } from '../../../topology/analyse.ts';
import type { Plan } from '../../../topology/plan/plan.ts';
import { register } from '../../support/engine/in-process.ts';
import { type Kind, samples } from './samples.ts';
import { tried } from './sites.ts';

const NOW = new Date('2026-11-22T12:00:00Z');

/** Findings that say that a platform lacks the word, or the value. */
const REFUSALS =
  /^(platform\/word-not-(honoured|made)|notification\/(event|no-alerts)|suspend\/process|attach\/not-entrusted|lb\/type-of-platform|lb\/tls-without-key|schedule\/\S+|capacity\/schedule\S*)$/;

/** Warnings that say as much, where the site can do without. */
const WARNINGS = /^(lb\/cdn-not-alone|cdn\/access-unused)$/;

const look = (text: string) => analyse({ path: 'stacks/Pulumi.words.yaml', text, now: NOW });

/** Whatever a program registers, in an order that does not depend on who was first. */
async function registered(text: string): Promise<string | undefined> {
  const { plan } = look(text);
  if (!plan) return undefined;
  const all = (await register(plan)).map((one) => JSON.stringify(one)).sort();
  return [...all, ...besideEngine(plan)].join('\n');
}

/** What `skerry up` does beside the engine, by words that no resource stands for. */
function besideEngine(plan: Plan): string[] {
  return [
    ...attachingGroups(plan).map(({ id, attach }) => JSON.stringify({ id, attach })),
    ...refreshingGroups(plan).map(({ id, refresh }) => JSON.stringify({ id, refresh })),
  ];
}

const kept = new Map<string, Promise<string | undefined>>();

/** Many words are tried on the same site. */
function registeredOnce(text: string): Promise<string | undefined> {
  const known = kept.get(text) ?? registered(text);
  kept.set(text, known);
  return known;
}

describe.each(['alicloud', 'aws'] as const)('on %s, no word is passed over in silence', (cloud) => {
  const rows = (Object.keys(samples) as Kind[]).flatMap((kind) =>
    samples[kind].map(
      (sample) => [`${kind}.${sample.word} ${JSON.stringify(sample.value)}`, kind, sample] as const,
    ),
  );
  it.each(rows)('%s', async (_, kind, sample) => {
    const texts = tried(cloud, kind, sample);
    const { diagnostics } = look(texts.with);
    if (diagnostics.some(({ code }) => WARNINGS.test(code))) return;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) {
      expect(errors.map(({ code }) => code).filter((code) => !REFUSALS.test(code))).toEqual([]);
      return;
    }
    expect(await registered(texts.with)).not.toEqual(await registeredOnce(texts.without));
  });
});

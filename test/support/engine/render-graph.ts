import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { cacheDir, repositoryRoot } from '../../../setup/paths.ts';
import { isMap, isSecret, isSpecial } from '../standin-provider/values.ts';
import { nameOf } from './graph.ts';
import type { ResourceState } from './project.ts';

/** A value is one line, however long: a diff shows it whole. */
const NO_FOLDING = 0;

/** Scripts that go into user data as they are: their own tests read them. */
const SCRIPTS = ['alicloud', 'aws'].map((cloud) => {
  const path = join('components/platforms', cloud, 'boot/boot.py');
  return [readFileSync(join(repositoryRoot(), path), 'utf8'), `<${path}>`] as const;
});

/**
 * A graph as text that people compare: resources sorted, each with its inputs and what it waits for. Secrets are masked;
 * ids are told as whose they are, so that a line says what it refers to; what depends on a machine or a build is left
 * out. The same for what a program registers, what a preview shows and what the engine's state has.
 */
export function renderGraph(resources: readonly ResourceState[]): string {
  const shown = resources.filter(({ type }) => !/^pulumi:(pulumi:Stack|providers:random)$/.test(type));
  const labels = labelsOf(shown);
  const told = new Teller(shown, labels);
  const entries = shown
    .map((one) => [labels.get(one.urn)!, describe(one, labels, told)] as const)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  return stringify(Object.fromEntries(entries), { lineWidth: NO_FOLDING });
}

/** Type and name, and what it is part of where two have both in common. */
function labelsOf(resources: readonly ResourceState[]): Map<string, string> {
  const label = (one: ResourceState): string => `${one.type} ${nameOf(one)}`;
  const times = Map.groupBy(resources, label);
  return new Map(
    resources.map((one) => {
      const isOnly = times.get(label(one))?.length === 1;
      const part = /([^$:]+)\$[^$]+$/.exec(one.urn.split('::')[2] ?? '')?.[1] ?? '';
      return [one.urn, isOnly ? label(one) : `${label(one)} of its ${part}`];
    }),
  );
}

function describe(one: ResourceState, labels: ReadonlyMap<string, string>, told: Teller) {
  const options = (['protect', 'retainOnDelete'] as const).filter((name) => one[name] === true);
  const known = (urns: readonly string[]) =>
    [...new Set(urns)].flatMap((urn) => labels.get(urn) ?? []).sort();
  const [provider] = known([(one.provider ?? '').replace(/::[^:]+$/, '')]);
  const [parent] = known([one.parent ?? '']);
  const before = known(one.dependencies ?? []);
  const ignored = one.ignoreChanges ?? [];
  return {
    ...(parent !== undefined && { parent }),
    ...(provider !== undefined && { provider }),
    ...(options.length > 0 && { options }),
    ...(ignored.length > 0 && { ignoreChanges: ignored }),
    ...(before.length > 0 && { after: before }),
    inputs:
      told.value(one.type.startsWith('pulumi:providers:') ? withoutVersion(one.inputs) : one.inputs) ?? {},
  };
}

/** The engine adds the version of its SDK to a provider. */
function withoutVersion({ version: _, ...inputs }: Record<string, unknown> = {}): Record<string, unknown> {
  return inputs;
}

/** Tells values without what is secret, and without what is another one at each build. */
class Teller {
  readonly #ids: Map<string, string>;

  constructor(resources: readonly ResourceState[], labels: ReadonlyMap<string, string>) {
    this.#ids = new Map(
      resources.flatMap(({ id, urn }) => (id === undefined ? [] : [[id, `<${labels.get(urn)}>`]])),
    );
  }

  value(value: unknown): unknown {
    if (isSecret(value)) return '<secret>';
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return value.map((inner) => this.value(inner));
    if (!isMap(value)) return value;
    if (isSpecial(value) && typeof value['path'] === 'string')
      return `<file ${this.#withoutPlaces(value['path'])}>`;
    const entries = Object.entries(value)
      // The engine's own.
      .filter(([name]) => !name.startsWith('__'))
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([name, inner]) => [name, this.value(inner)]));
  }

  #text(text: string): unknown {
    if (/^I2Nsb3VkLWNvbmZpZ/.test(text)) return this.#userData(text);
    // Of bundles, which are others with each change of them.
    if (text.startsWith('{"signatures":')) return '<signed pointer>';
    if (/^[[{]"|^\[\{/.test(text)) return { '<json>': this.value(JSON.parse(text)) };
    return this.#withoutPlaces(
      SCRIPTS.reduce((before, [script, name]) => before.replace(script, name), text),
    );
  }

  #withoutPlaces(text: string): string {
    return text
      .replaceAll(cacheDir(), '<cache>')
      .replaceAll(repositoryRoot(), '<checkout>')
      .replace(/\b[0-9a-f]{64}\b/g, '<sha256>')
      .replace(/\b(made-up-[0-9a-f]{12}|\d{12,})\b/g, (id) => this.#ids.get(id) ?? id);
  }

  #userData(text: string): unknown {
    const plain = Buffer.from(text, 'base64').toString();
    return { '<cloud-config>': this.value(JSON.parse(plain.slice(plain.indexOf('\n')))) };
  }
}

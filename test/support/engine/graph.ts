import type { PreviewStep, ResourceState } from './project.ts';

/** What a program registered: resources by type and name, and what waits for what. */
export class Graph {
  readonly resources: ResourceState[];
  readonly #byUrn: Map<string, ResourceState>;

  constructor(resources: readonly ResourceState[]) {
    this.resources = [...resources];
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  static ofPreview(steps: readonly PreviewStep[]): Graph {
    return new Graph(steps.map((step) => step.newState).filter((state) => state !== undefined));
  }

  /** Number of resources of each type, without components, the stack itself and the engine's default providers. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { type, urn } of this.resources) {
      if (/^skerry:index:|^pulumi:pulumi:/.test(type) || nameOf({ urn }).startsWith('default')) continue;
      counts[type] = (counts[type] ?? 0) + 1;
    }
    return Object.fromEntries(Object.entries(counts).sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  ofType(type: string): ResourceState[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  find(type: string, name: string): ResourceState {
    const found = this.ofType(type).find((resource) => nameOf(resource) === name);
    if (found) return found;
    throw new Error(`no ${type} ${name}; there are: ${this.ofType(type).map(nameOf).join(', ') || 'none'}`);
  }

  inputs(type: string, name: string): Record<string, unknown> {
    return this.find(type, name).inputs ?? {};
  }

  /** Inputs of all resources of a type, by name. */
  inputsOf(type: string): Record<string, Record<string, unknown>> {
    return Object.fromEntries(this.ofType(type).map((resource) => [nameOf(resource), resource.inputs ?? {}]));
  }

  /** Everything that is there before a resource is created, directly or not. */
  before(resource: ResourceState): Set<ResourceState> {
    const seen = new Set<ResourceState>();
    const visit = (one: ResourceState): void => {
      for (const urn of one.dependencies ?? []) {
        const dependency = this.#byUrn.get(urn);
        if (!dependency || seen.has(dependency)) continue;
        seen.add(dependency);
        visit(dependency);
      }
    };
    visit(resource);
    return seen;
  }
}

export function nameOf({ urn }: Pick<ResourceState, 'urn'>): string {
  return urn.split('::').slice(3).join('::');
}

/** Steps that would change something, as `op type name`. */
export function changes(steps: readonly PreviewStep[]): string[] {
  return steps
    .filter((step) => !['same', 'read'].includes(step.op))
    .map((step) => `${step.op} ${step.newState?.type ?? step.oldState?.type ?? ''} ${nameOf(step)}`)
    .sort();
}

import type { Subject } from './policy.ts';
import type { ResourceInputs, ResourceType } from './resources.ts';

/** A resource among the others of its stack. */
export interface StackResource extends Subject {
  /** As its cloud tells them back, which is what was declared and more; see unknown.ts. */
  properties: Record<string, unknown>;
  /** Resources of the stack that a property's value comes from, known before the value is. */
  sources: (property: string) => readonly StackResource[];
  /** All that is there before it. */
  dependencies: readonly StackResource[];
}

/** A resource of a known type. */
export type Typed<T extends ResourceType> = Omit<StackResource, 'properties'> & {
  type: T;
  properties: ResourceInputs[T];
};

export class Stack {
  readonly resources: readonly StackResource[];
  readonly #byType: Map<string, StackResource[]>;

  constructor(resources: readonly StackResource[]) {
    this.resources = resources;
    this.#byType = Map.groupBy(resources, ({ type }) => type);
  }

  of<T extends ResourceType>(type: T): readonly Typed<T>[] {
    return (this.#byType.get(type) ?? []) as unknown as Typed<T>[];
  }

  /** Resources of a type one of whose property's value comes from `target`. */
  referring<T extends ResourceType>(type: T, property: string, target: Subject): readonly Typed<T>[] {
    return this.of(type).filter((one) => one.sources(property).some(({ urn }) => urn === target.urn));
  }
}

/** Whether a resource is of a type; its properties are that type's then. */
export function is<T extends ResourceType>(
  type: T,
  resource: Pick<StackResource, 'type'>,
): resource is Typed<T> {
  return resource.type === type;
}

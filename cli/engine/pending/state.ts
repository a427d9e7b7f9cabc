/** A deployment as `pulumi stack export` gives it, as far as what was begun is settled by it. */
export interface ExportedState {
  version: number;
  deployment: {
    resources?: StateResource[];
    pending_operations?: { resource: StateResource; type: string }[];
    [other: string]: unknown;
  };
  [other: string]: unknown;
}

export interface StateResource {
  urn: string;
  type: string;
  id?: string;
  custom?: boolean;
  inputs?: Properties;
  outputs?: Properties;
  parent?: string;
  /** URN and id of the provider's resource, joined by `::`. */
  provider?: string;
  /** Another one has taken its place, and it is to be removed. */
  delete?: boolean;
  /** It is gone, and another one is to take its place. */
  pendingReplacement?: boolean;
  protect?: boolean;
  [other: string]: unknown;
}

export type Properties = Record<string, unknown>;

/** What the state holds by each URN, without those that are to be removed. */
export function liveOf({ deployment: { resources = [] } }: ExportedState): Map<string, StateResource> {
  return new Map(resources.filter((one) => one.delete !== true).map((one) => [one.urn, one]));
}

/** Puts resources behind the others: what they are built on is there already. */
export function withResources(state: ExportedState, added: readonly StateResource[]): ExportedState {
  return edited(state, (resources) => [...resources, ...added]);
}

export function withoutResources(state: ExportedState, urns: ReadonlySet<string>): ExportedState {
  return edited(state, (resources) => resources.filter((one) => !urns.has(one.urn) || one.delete === true));
}

/**
 * Puts each in the place of the one that has its URN, as the engine does when it has created a replacement: before the
 * old one, which is to be removed by then, or is gone already.
 */
export function withReplacements(state: ExportedState, added: readonly StateResource[]): ExportedState {
  const byUrn = new Map(added.map((one) => [one.urn, one]));
  return edited(state, (resources) =>
    resources.flatMap((old) => {
      const next = old.delete === true ? undefined : byUrn.get(old.urn);
      if (!next) return [old];
      return old.pendingReplacement === true ? [next] : [next, { ...old, delete: true }];
    }),
  );
}

function edited(
  state: ExportedState,
  edit: (resources: readonly StateResource[]) => StateResource[],
): ExportedState {
  const { deployment } = state;
  return { ...state, deployment: { ...deployment, resources: edit(deployment.resources ?? []) } };
}

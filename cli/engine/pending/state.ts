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
  [other: string]: unknown;
}

export type Properties = Record<string, unknown>;

/** Puts resources behind the others: what they are built on is there already. */
export function withResources(state: ExportedState, added: readonly StateResource[]): ExportedState {
  return edited(state, (resources) => [...resources, ...added]);
}

export function withoutResources(state: ExportedState, urns: ReadonlySet<string>): ExportedState {
  return edited(state, (resources) => resources.filter(({ urn }) => !urns.has(urn)));
}

function edited(
  state: ExportedState,
  edit: (resources: readonly StateResource[]) => StateResource[],
): ExportedState {
  const { deployment } = state;
  return { ...state, deployment: { ...deployment, resources: edit(deployment.resources ?? []) } };
}

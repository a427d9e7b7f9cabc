/** What is restored: the part of a checkpoint that `pulumi stack import` takes. */
export interface Deployment {
  version: number;
  features?: unknown;
  deployment: { resources?: StateResource[] };
}

interface StateResource {
  urn: string;
  id?: string;
  type: string;
}

/**
 * Reads a checkpoint as the engine's backends keep it.
 *
 * @returns `undefined` where the text is none, or a torn one
 */
export function readDeployment(text: string): Deployment | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  const { version, features, checkpoint } = (value ?? {}) as {
    version?: unknown;
    features?: unknown;
    checkpoint?: { latest?: Deployment['deployment'] | null } | null;
  };
  const latest = checkpoint?.latest;
  if (typeof version !== 'number' || latest === undefined || latest === null) return undefined;
  return { version, ...(features !== undefined && { features }), deployment: latest };
}

/** Number of resources at a platform. */
export const countResources = ({ deployment }: Deployment): number => real(deployment.resources).length;

/**
 * What the engine would know no more: resources that exist by the present state and that the other one doesn't hold,
 * by URN and id.
 */
export function forgottenBy(restored: Deployment, present: Deployment): StateResource[] {
  const kept = new Set(real(restored.deployment.resources).map(({ urn, id }) => `${urn} ${id}`));
  return real(present.deployment.resources).filter(({ urn, id }) => !kept.has(`${urn} ${id}`));
}

function real(resources: StateResource[] = []): StateResource[] {
  return resources.filter(({ id, type }) => id !== undefined && !type.startsWith('pulumi:'));
}

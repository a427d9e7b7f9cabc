/** Statements of the access policies of both clouds, which have the same words. */
export interface Statement {
  effect: string;
  actions: string[];
  resources: string[];
  /** Who may: ids, services, `*`. */
  principals: string[];
  conditions: Record<string, unknown> | undefined;
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** Statements of a policy, as JSON or as the object that it stands for; of what is neither, none: the cloud refuses it. */
export function statementsOf(document: unknown): Statement[] {
  const value = typeof document === 'string' ? parsed(document) : document;
  const statements = (value as { Statement?: unknown } | null | undefined)?.Statement;
  return asList(statements as Json).map((statement) => {
    const { Effect, Action, Resource, Principal, Condition } = (statement ?? {}) as Record<string, Json>;
    return {
      effect: typeof Effect === 'string' ? Effect : '',
      actions: texts(Action),
      resources: texts(Resource),
      principals: principalsOf(Principal),
      conditions: (Condition ?? undefined) as Record<string, unknown> | undefined,
    };
  });
}

export const allowing = (document: unknown): Statement[] =>
  statementsOf(document).filter(({ effect }) => effect === 'Allow');

function principalsOf(principal: Json | undefined): string[] {
  if (typeof principal === 'object' && principal !== null && !Array.isArray(principal)) {
    return Object.values(principal).flatMap(texts);
  }
  return texts(principal);
}

const texts = (value: Json | undefined): string[] =>
  asList(value).filter((item): item is string => typeof item === 'string');

function asList(value: Json | undefined): Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

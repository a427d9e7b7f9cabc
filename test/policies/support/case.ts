/** A resource of a case; see `ref` and `UNKNOWN` for what its inputs may hold beside plain data. */
export interface CaseResource {
  type: string;
  inputs: Record<string, unknown>;
  protect?: true;
  ignoreChanges?: string[];
}

/** Resources that belong together, by name. A finding is expected at `it`, and at nothing else. */
export type Scene = { it: CaseResource } & Record<string, CaseResource>;

export interface Case {
  violating: Scene[];
  conforming: Scene[];
}

export type Platform = 'alicloud' | 'aws' | 'local';

/** By id of the policy, for each platform that it covers. */
export type Cases = Record<string, Partial<Record<Platform, Case>>>;

/** An output of another resource of the scene, its id if nothing else is said: not known before it is created. */
export const ref = (name: string, output = 'id') => ({ $ref: name, output });

/** A value that a preview doesn't know. */
export const UNKNOWN = { $unknown: true };

export const resource = (
  type: string,
  inputs: Record<string, unknown>,
  options: Omit<CaseResource, 'type' | 'inputs'> = {},
): CaseResource => ({ type, inputs, ...options });

/** Scenes of one resource each. */
export const alone = (type: string, ...inputs: Record<string, unknown>[]): Scene[] =>
  inputs.map((some) => ({ it: resource(type, some) }));

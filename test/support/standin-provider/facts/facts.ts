/** What is known of one input of a resource type. */
export interface InputFact {
  type: TypeFact;
  required?: true;
  /** A change replaces the resource. */
  forceNew?: true;
  /** An element less replaces it; one more does not. */
  forceNewByRemoval?: true;
  secret?: true;
}

/** A JSON type's name, `any`, a list's element in brackets, the value of a map, or the members of an object. */
export type TypeFact =
  'string' | 'integer' | 'number' | 'boolean' | 'any' | [TypeFact] | MapFact | Record<string, InputFact>;

/** A map from names that the user chooses. */
export interface MapFact {
  '*': TypeFact;
}

/** Inputs by resource type. */
export type Facts = Record<string, Record<string, InputFact>>;

export function isMapFact(type: MapFact | Record<string, InputFact>): type is MapFact {
  return '*' in type;
}

/** What is known of one input of a resource type. */
export interface InputFact {
  type: TypeFact;
  required?: true;
  /** A change replaces the resource. */
  forceNew?: true;
  secret?: true;
}

/** A JSON type's name, `any`, a list's element in brackets, a map's value under `*`, or the members of an object. */
export type TypeFact = 'string' | 'integer' | 'number' | 'boolean' | 'any' | [TypeFact] | ObjectFact;
export interface ObjectFact {
  [member: string]: InputFact | TypeFact;
}

/** Inputs by resource type. */
export type Facts = Record<string, Record<string, InputFact>>;

/** Whether a member of an object's type is an input with facts of its own, and not the `*` of a map. */
export function isInputFact(fact: InputFact | TypeFact): fact is InputFact {
  return (
    typeof fact === 'object' && !Array.isArray(fact) && 'type' in fact && typeof fact.type !== 'undefined'
  );
}

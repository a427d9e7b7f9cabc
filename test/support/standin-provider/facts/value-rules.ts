/** What a value may be; every word that is given must hold. */
export interface ValueRule {
  oneOf?: readonly (string | number)[];
  /** Inclusive, of a number. */
  between?: readonly [least: number, most: number];
  /** Inclusive, of a text's characters or a list's elements. */
  length?: readonly [least: number, most: number];
  form?: RegExp;
}

/** Rules by input, as `healthCheck.healthCheckInterval`; an element of a list has its list's name. */
export type ValueRules = Readonly<Record<string, ValueRule>>;

export interface ValueTable {
  date: string;
  source: string;
  /** By resource type. */
  rows: Readonly<Record<string, ValueRules>>;
}

export const PORT: ValueRule = { between: [1, 65_535] };

/** What both do with an instance whose hook nobody completes. */
export const HOOK_WORDS = ['CONTINUE', 'ABANDON'] as const;

import {
  Type,
  type Static,
  type TObjectOptions,
  type TProperties,
  type TSchema,
  type TUnsafe,
} from 'typebox';

/** An object with these keys and no other: a misspelt word must never be ignored silently. */
export const Closed = <P extends TProperties>(properties: P, options: TObjectOptions = {}) =>
  Type.Object(properties, { additionalProperties: false, ...options });

/**
 * A map from names that the user chooses to values of one kind. `propertyNames` rather than `patternProperties`, so
 * that a bad name is told as a bad name instead of an unknown key.
 */
export const MapOf = <T extends TSchema>(
  value: T,
  options: { names: string; description: string; examples?: unknown[]; minProperties?: number },
): TUnsafe<Record<string, Static<T>>> => {
  const { names, ...rest } = options;
  return Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    propertyNames: { pattern: names },
    additionalProperties: value,
    ...rest,
  });
};

/** One of some words: a plain JSON Schema `enum` of strings, so that one mistake gives one message. */
export const OneOf = <const V extends readonly string[]>(
  values: V,
  options: { description: string; default?: V[number]; examples?: V[number][] },
): TUnsafe<V[number]> => Type.Unsafe<V[number]>({ type: 'string', enum: [...values], ...options });

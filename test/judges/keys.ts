/** What a JSON Schema says of an object, as far as its keys go. */
export interface Node {
  properties?: Record<string, Node>;
  additionalProperties?: boolean | Node;
  items?: Node;
}

/** Keys that a schema has, with `*` for names that users choose: `regions.*.groups.*.capacity.min`. */
export function keysOfSchema(schema: Node, at: readonly string[] = []): string[] {
  const { properties = {}, additionalProperties, items } = schema;
  return [
    ...Object.entries(properties).flatMap(([name, member]) => [
      [...at, name].join('.'),
      ...keysOfSchema(member, [...at, name]),
    ]),
    ...(typeof additionalProperties === 'object' ? keysOfSchema(additionalProperties, [...at, '*']) : []),
    ...(items ? keysOfSchema(items, at) : []),
  ];
}

/** Keys that a value has, in the words of its schema. */
export function keysOfValue(value: unknown, schema: Node, at: readonly string[] = []): string[] {
  if (Array.isArray(value)) return value.flatMap((each) => keysOfValue(each, schema.items ?? {}, at));
  if (typeof value !== 'object' || value === null) return [];
  const { properties = {}, additionalProperties } = schema;
  return Object.entries(value).flatMap(([name, member]) => {
    const known = properties[name];
    const place = [...at, known ? name : '*'];
    const other = typeof additionalProperties === 'object' ? additionalProperties : {};
    return [...(known ? [place.join('.')] : []), ...keysOfValue(member, known ?? other, place)];
  });
}

/** How many of the values have each key; a key that none has counts 0. */
export function countKeys(schema: Node, values: readonly unknown[]): Map<string, number> {
  const counts = new Map(keysOfSchema(schema).map((key) => [key, 0]));
  for (const value of values) {
    for (const key of new Set(keysOfValue(value, schema))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

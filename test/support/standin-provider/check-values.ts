import type { Fault } from './check.ts';
import { ALICLOUD_VALUES } from './facts/alicloud-values.ts';
import { AWS_VALUES } from './facts/aws-values.ts';
import type { ValueRule, ValueRules } from './facts/value-rules.ts';
import { UNKNOWN, isMap, isSpecial, unwrap } from './values.ts';

const rows: Readonly<Record<string, ValueRules>> = { ...ALICLOUD_VALUES.rows, ...AWS_VALUES.rows };

/** What the cloud's interface, not the provider's types, would refuse of a resource: words and numbers out of range. */
export function findValueFaults(type: string, inputs: Record<string, unknown>): Fault[] {
  const given = unwrap(inputs);
  return Object.entries(rows[type] ?? {}).flatMap(([path, rule]) =>
    valuesAt(given, path.split('.')).flatMap((value) => {
      const reason = reasonAgainst(value, rule);
      return reason === undefined ? [] : [{ property: path, reason }];
    }),
  );
}

/** Values at a path: of each element where a list lies on it. */
function valuesAt(value: unknown, [name, ...rest]: readonly string[]): unknown[] {
  if (Array.isArray(value) && name !== undefined)
    return value.flatMap((each) => valuesAt(each, [name, ...rest]));
  if (name === undefined) return value === undefined || value === null ? [] : [value];
  return isMap(value) ? valuesAt(value[name], rest) : [];
}

function reasonAgainst(value: unknown, rule: ValueRule): string | undefined {
  if (value === UNKNOWN || isSpecial(value)) return undefined;
  const { oneOf, between, length, form } = rule;
  const told = JSON.stringify(value);
  if (length && (sizeOf(value) < length[0] || sizeOf(value) > length[1])) {
    return `has ${sizeOf(value)}, must have ${length.join(' to ')}: ${told}`;
  }
  for (const each of Array.isArray(value) ? (value as unknown[]) : [value]) {
    if (each === UNKNOWN) continue;
    if (oneOf && !oneOf.includes(each as string | number))
      return `is ${told}, must be of ${oneOf.join(', ')}`;
    if (between && !(Number(each) >= between[0] && Number(each) <= between[1])) {
      return `is ${told}, must be ${between.join(' to ')}`;
    }
    if (form && !form.test(String(each))) return `is ${told}, must be of the form ${form.source}`;
  }
  return undefined;
}

const sizeOf = (value: unknown): number => (value as string | unknown[]).length;

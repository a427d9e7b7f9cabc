import { Account } from './account.ts';
import { Bucket } from './bucket.ts';
import { Capacity } from './capacity.ts';
import { Domain } from './domain.ts';
import { Group } from './group.ts';
import { Attach, Hook, Hooks, Notifications, Suspend } from './lifecycle.ts';
import { Health, Listeners, LoadBalancer } from './load-balancer.ts';
import { Composer } from './mirror.ts';
import { Maintenance, Refresh } from './refresh.ts';
import { ScalingRule } from './scaling-rule.ts';
import { Schedule } from './schedule.ts';

/** What of a schema its TypeScript says. */
interface Schema {
  type?: string;
  description?: string;
  default?: unknown;
  enum?: string[];
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
}

const named: Record<string, unknown> = {
  Account: Account('An account at a cloud.'),
  Attach,
  Bucket,
  Capacity,
  Composer,
  Domain,
  Group,
  Health,
  Hook,
  Hooks,
  Listeners,
  LoadBalancer,
  Maintenance,
  Notifications,
  Refresh,
  ScalingRule,
  Schedule,
  Suspend,
};

/**
 * The words of groups, balancers and buckets as TypeScript with their descriptions: what `library/words.ts` holds. The
 * schema's own types name no descriptions, and need its library wherever they are read.
 */
export function wordTypes(): string {
  const head = '// The words of the schema (topology/schema), written by: node topology/schema/publish.ts';
  const types = Object.entries(named).map(([name, schema]) => declaration(name, schema as Schema));
  return `${[head, ...types].join('\n\n')}\n`;
}

function declaration(name: string, schema: Schema): string {
  const documented = comment(schema, '');
  return schema.properties
    ? `${documented}export interface ${name} ${objectOf(schema, '')}`
    : `${documented}export type ${name} = ${typeOf(schema, '', name)};`;
}

function objectOf({ properties = {}, required = [], additionalProperties }: Schema, indent: string): string {
  const inner = `${indent}  `;
  const members = Object.entries(properties).map(([name, property]) => {
    const mark = required.includes(name) ? '' : '?';
    return `${comment(property, inner)}${inner}${name}${mark}: ${typeOf(property, inner)};`;
  });
  // Beside words of its own, names that users choose: what stands under these is one of both.
  const others = typeof additionalProperties === 'object' ? [additionalProperties] : [];
  const kinds = [...others, ...(others.length > 0 ? Object.values(properties) : [])];
  const rest = kinds.map((kind) => typeOf(kind, inner)).join(' | ');
  if (rest !== '') members.push(`${inner}[name: string]: ${rest} | undefined;`);
  return `{\n${members.join('\n')}\n${indent}}`;
}

/** @param self a name that stands for itself nowhere but at its declaration */
function typeOf(schema: Schema, indent: string, self?: string): string {
  const reference = Object.entries(named).find(([, known]) => sameSchema(known as Schema, schema))?.[0];
  if (reference !== undefined && reference !== self) return reference;
  if (schema.enum) return schema.enum.map((word) => `'${word}'`).join(' | ');
  if (schema.items) {
    const item = typeOf(schema.items, indent);
    return /^\w+$/.test(item) ? `${item}[]` : `(${item})[]`;
  }
  if (schema.properties) return objectOf(schema, indent);
  if (typeof schema.additionalProperties === 'object') {
    return `Record<string, ${typeOf(schema.additionalProperties, indent)}>`;
  }
  return { integer: 'number', number: 'number', boolean: 'boolean' }[schema.type ?? ''] ?? 'string';
}

/** Of objects alone: many a plain string is described in the same way. An optional one is a copy, with the same parts. */
function sameSchema(known: Schema, schema: Schema): boolean {
  if (known.properties) return known.properties === schema.properties;
  return known.description === schema.description && known.type === schema.type;
}

function comment({ description, default: preset }: Schema, indent: string): string {
  if (description === undefined) return '';
  const shown = preset === undefined || description.includes('Default') ? '' : ` Default: ${show(preset)}.`;
  return `${indent}/** ${description}${shown} */\n`;
}

const show = (value: unknown): string => `\`${JSON.stringify(value).replaceAll('"', '')}\``;

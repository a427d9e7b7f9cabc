/** Registers the resources of all cases, as a user's own program would: no component of ours is about. */
import { CustomResource } from '@pulumi/pulumi';
import { readFileSync } from 'node:fs';

const cases = JSON.parse(readFileSync('cases.json', 'utf8'));
const unknown = new CustomResource('random:index/randomPassword:RandomPassword', 'unknown', {
  length: 8,
  result: undefined,
});

for (const { name, scene } of cases) {
  const made = {};
  const outputs = [...JSON.stringify(scene).matchAll(/\{"\$ref":"(\w+)","output":"(\w+)"\}/g)];
  const resolve = (value) => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    if (value.$unknown) return unknown.result;
    if (value.$ref) return made[value.$ref][value.output];
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolve(inner)]));
  };
  for (const [key, { type, inputs, protect, ignoreChanges }] of Object.entries(scene)) {
    const wanted = outputs.filter(([, of, output]) => of === key && output !== 'id');
    const told = Object.fromEntries(wanted.map(([, , output]) => [output, undefined]));
    made[key] = new CustomResource(
      type,
      `${name}/${key}`,
      { ...told, ...resolve(inputs) },
      { protect, ignoreChanges },
    );
  }
}

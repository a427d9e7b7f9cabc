// The floor of a preview: the same resources, as data, in the fewest lines that register them.
import { readFileSync } from 'node:fs';
import { ComponentResource, CustomResource } from '@pulumi/pulumi';

const made = new Map();
for (const { urn, parent, type, custom, name, inputs } of JSON.parse(
  readFileSync('resources.json', 'utf8'),
)) {
  const options = { parent: made.get(parent) };
  const resource = custom
    ? new CustomResource(type, name, inputs, options)
    : new ComponentResource(type, name, {}, options);
  made.set(urn, resource);
}

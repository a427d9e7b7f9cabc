// The floor of a program: the same resources by the SDK's own classes, from data, waiting for the same ones.
import { readFileSync, writeFileSync } from 'node:fs';
import { ComponentResource, getRootDirectory } from '@pulumi/pulumi';

Reflect.deleteProperty(Error, 'prepareStackTrace');

/** `aws:ec2/vpc:Vpc` is `Vpc` of `@pulumi/aws/ec2/vpc.js`. */
async function classOf(type) {
  const [cloud, module, name] = type.split(':');
  if (cloud === 'pulumi') return (await import(`@pulumi/${name}/provider.js`)).Provider;
  return (await import(`@pulumi/${cloud}/${module.replace('index/', '')}.js`))[name];
}

const resources = JSON.parse(readFileSync(`${getRootDirectory()}/resources.json`, 'utf8'));
const types = [...new Set(resources.filter(({ custom }) => custom).map(({ type }) => type))];
const classes = new Map(await Promise.all(types.map(async (type) => [type, await classOf(type)])));
const made = new Map();
for (const { urn, parent, provider, type, custom, name, inputs, dependencies } of resources) {
  const options = {
    parent: made.get(parent),
    provider: made.get(provider),
    dependsOn: dependencies.flatMap((one) => made.get(one) ?? []),
  };
  const Resource = classes.get(type);
  made.set(
    urn,
    custom ? new Resource(name, inputs, options) : new ComponentResource(type, name, {}, options),
  );
}
process.once('exit', () => {
  const { user, system } = process.cpuUsage();
  writeFileSync(`${getRootDirectory()}/cpu`, String((user + system) / 1e6));
});

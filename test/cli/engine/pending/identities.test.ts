import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { alicloudIdentities } from '../../../../cli/engine/pending/alicloud.ts';
import { awsIdentities } from '../../../../cli/engine/pending/aws.ts';
import { identityOf } from '../../../../cli/engine/pending/identities.ts';

const root = join(import.meta.dirname, '../../../../components');

/** Types of the resources that the components import from the clouds' SDKs. */
function builtTypes(): string[] {
  const text = globSync('**/*.ts', { cwd: root })
    .map((path) => readFileSync(join(root, path), 'utf8'))
    .join('\n');
  const imports = text.matchAll(
    /^import \{ ?(\w+)(?: as \w+)? \} from '@pulumi\/(alicloud|aws)\/(\w+)\/(\w+)\.js';$/gm,
  );
  const types = [...imports].flatMap(([, name = '', cloud, module, file = '']) =>
    name.toLowerCase() === file.toLowerCase() ? [`${cloud}:${module}/${file}:${name}`] : [],
  );
  return [...new Set(types)].sort();
}

it('knows how to look for every type that the components build', () => {
  const types = builtTypes();
  expect(types.length).toBeGreaterThan(90);
  const known = { ...alicloudIdentities, ...awsIdentities };
  expect(types.filter((type) => !(type in known))).toEqual([]);
});

it('knows of no type that nobody builds', () => {
  const types = new Set(builtTypes());
  const known = Object.keys({ ...alicloudIdentities, ...awsIdentities });
  expect(known.filter((type) => !types.has(type))).toEqual([]);
});

it('says that it does not of any other', () => {
  expect(identityOf('aws:new/thing:Thing')).toEqual({ kind: 'unfindable', look: "the cloud's console" });
  expect(identityOf('random:index/randomPassword:RandomPassword')).toEqual({ kind: 'again' });
});

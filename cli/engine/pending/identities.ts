import { alicloudIdentities } from './alicloud.ts';
import { awsIdentities } from './aws.ts';
import { again, type Identity } from './identity.ts';

/** What lies in no cloud: the state alone has it. */
const elsewhere: Readonly<Record<string, Identity>> = {
  'random:index/randomPassword:RandomPassword': again,
};

/** `unfindable` where nothing is known of the type. */
export function identityOf(type: string): Identity {
  const known = alicloudIdentities[type] ?? awsIdentities[type] ?? elsewhere[type];
  return known ?? { kind: 'unfindable', look: "the cloud's console" };
}

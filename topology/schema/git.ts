import type { Static } from 'typebox';
import { Closed } from './closed.ts';
import { Reference, SecretName } from './words.ts';

export const Git = Closed(
  {
    bucket: Reference('The bucket that is the truth of all repositories.', 'cn-hangzhou/git'),
    hostKeys: SecretName(
      'Name of the secret that holds the SSH host keys, shared by all instances.',
      'gitHostKeys',
    ),
  },
  { description: 'Git hosting.' },
);
export type Git = Static<typeof Git>;

import type { Static } from 'typebox';
import { Closed } from './closed.ts';
import { SecretName } from './words.ts';

export const Releases = Closed(
  {
    signingKey: SecretName(
      'Name of the secret with the private key (Ed25519, PEM) that signs releases: instances take no other.',
      'releaseKey',
    ),
  },
  { description: 'How instances get their software.' },
);
export type Releases = Static<typeof Releases>;

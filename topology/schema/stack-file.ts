import { Type, type Static } from 'typebox';
import { Closed } from './closed.ts';
import { forms } from './patterns.ts';
import { Site } from './site.ts';

/** A value that Pulumi has encrypted with the stack's key. */
const Secure = Closed(
  { secure: Type.String({ minLength: 1, description: 'Ciphertext, written by `skerry secret set`.' }) },
  { description: 'A secret beside the site, named in it.' },
);

/**
 * A whole `Pulumi.<stack>.yaml`: what Pulumi itself keeps there, and `skerry:site`. Setting a plain value under
 * `skerry:` is refused, because whatever is not the site is a secret.
 */
export const StackFile = Closed(
  {
    config: Type.Unsafe<{ 'skerry:site': Site; [key: string]: unknown }>({
      type: 'object',
      required: ['skerry:site'],
      properties: { 'skerry:site': Site },
      patternProperties: { '^skerry:(?!site$)': Secure },
      propertyNames: { pattern: forms.configKey.pattern },
      description: 'Configuration by key; keys of other namespaces (`aws:…`) are those of their providers.',
    }),
    encryptionsalt: Type.Optional(
      Type.String({
        description: "Salt of the passphrase that the stack's secrets are encrypted with; by Pulumi.",
      }),
    ),
    secretsprovider: Type.Optional(
      Type.String({ description: "Key service of the stack's secrets; by Pulumi." }),
    ),
    encryptedkey: Type.Optional(
      Type.String({ description: "The stack's data key, encrypted by the key service; by Pulumi." }),
    ),
    environment: Type.Optional(
      Type.Unknown({ description: 'Pulumi ESC environments to import; by Pulumi.' }),
    ),
  },
  {
    $id: 'urn:skerry:stack-file:v1',
    title: 'Skerry stack file',
    description: 'stacks/Pulumi.<stack>.yaml of Skerry.',
  },
);
export type StackFile = Static<typeof StackFile>;

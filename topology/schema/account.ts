import { Type } from 'typebox';
import { Closed, OneOf } from './closed.ts';
import { forms } from './patterns.ts';

export const Account = (description: string) =>
  Closed(
    {
      id: Type.String({
        pattern: forms.accountId.pattern,
        description: 'Number of the cloud account, in quotes. Deploying to any other is refused.',
        examples: ['1234567890123456'],
      }),
      type: Type.Optional(
        OneOf(['domestic', 'international'], {
          description:
            'Kind of Alibaba Cloud account. Given, the provider need not ask, which saves half a minute.',
        }),
      ),
      assumeRole: Type.Optional(
        Type.String({ minLength: 1, description: 'Role to deploy as.', examples: ['skerry-deploy'] }),
      ),
    },
    { description },
  );

import { Type, type Static } from 'typebox';
import { Closed, OneOf } from '../../schema/closed.ts';
import { forms } from '../../schema/patterns.ts';

const Position = Closed(
  {
    line: Type.Integer({ minimum: 1, description: 'Line, from 1.' }),
    column: Type.Integer({ minimum: 1, description: 'Column, from 1, in UTF-16 units.' }),
    offset: Type.Integer({
      minimum: 0,
      description: 'UTF-16 units before it in the text, a byte order mark not counted.',
    }),
  },
  { description: 'A place in a file.' },
);

const Range = (description: string) =>
  Closed({ start: Position, end: Position }, { description: `${description} \`end\` is exclusive.` });

const Pointer = (description: string) =>
  Type.String({
    pattern: '^(?:/[\\s\\S]*)?$',
    description,
    examples: ['/config/skerry:site/regions/cn-hangzhou/groups/git/capacity/min'],
  });

const Related = Closed(
  {
    message: Type.String({ description: 'What stands there.', examples: ['max is 16'] }),
    range: Range('The place.'),
    pointer: Type.Optional(Pointer('JSON pointer of the place, where it has one.')),
  },
  { description: 'Another place that a finding is about.' },
);

const entry = {
  code: Type.String({
    pattern: '^[a-z]+/[a-z0-9-]+$',
    description: 'Family and rule; never changes its meaning.',
    examples: ['capacity/min-exceeds-max'],
  }),
  severity: OneOf(['error', 'warning'], {
    description: '`error`: the stack is not deployed; `warning`: it is.',
  }),
  message: Type.String({ description: 'The value received, and what is wrong with it.' }),
  file: Type.String({ description: 'The file, as it was named to the command.' }),
  range: Range('The place in the file.'),
  pointer: Pointer('JSON pointer into the file; empty for a mistake in the YAML itself.'),
  allowed: Type.Optional(Type.String({ description: 'What would have been accepted.' })),
  fix: Type.Optional(Type.String({ description: 'What was most likely meant.' })),
  related: Type.Optional(Type.Array(Related, { description: 'Other places that it is about.' })),
};

const Entry = Closed(entry, { description: 'A finding.' });

const ExemptedEntry = Closed(
  {
    ...entry,
    exemption: Closed(
      {
        reason: Type.String({ description: 'Why, as the file says.' }),
        until: Type.String({
          pattern: forms.date.pattern,
          description: 'The last day on which it holds, by UTC.',
          examples: [forms.date.example],
        }),
        range: Range('Where the exemption stands.'),
      },
      { description: 'Why it does not count.' },
    ),
  },
  { description: 'A finding that is exempted.' },
);

/** What `skerry check --format json` prints. */
export const DiagnosticsDocument = Closed(
  {
    version: Type.Literal(1, { description: 'Version of this format.' }),
    exitStatus: Type.Integer({
      minimum: 0,
      maximum: 1,
      description: '0: nothing that the command fails for; 1: something (`--fail-on`).',
    }),
    errors: Type.Integer({ minimum: 0, description: 'Number of errors.' }),
    warnings: Type.Integer({ minimum: 0, description: 'Number of warnings.' }),
    exempted: Type.Integer({
      minimum: 0,
      description: 'Number of findings that are exempted, and no more counted.',
    }),
    elapsedMs: Type.Integer({ minimum: 0, description: 'Time that the checks took, in milliseconds.' }),
    files: Type.Array(Type.String(), { description: 'The files, as they were named to the command.' }),
    diagnostics: Type.Array(Entry, { description: 'The findings that count, by file and place.' }),
    exemptedDiagnostics: Type.Array(ExemptedEntry, { description: 'Those that are exempted.' }),
  },
  {
    $id: 'urn:skerry:diagnostics:v1',
    title: 'Skerry diagnostics',
    description: 'Output of `skerry check --format json`.',
  },
);
export type DiagnosticsDocument = Static<typeof DiagnosticsDocument>;

import type { Code } from './code.ts';

const code = (meaning: Omit<Code, 'severity'>): Code => ({ ...meaning, severity: 'error' });

/** What the schema tells (diagnostics/schema-messages.ts, load/validate.ts). */
export const schemaCodes: readonly Code[] = [
  code({
    code: 'schema/version',
    summary: "the site has the format's version",
    why: 'The version says what the words mean: read by another version, a file may describe something else.',
    allowed: 'version: 1.',
    fix: 'Write the version, run skerry migrate, or take a newer Skerry.',
  }),
  code({
    code: 'schema/unknown-key',
    summary: 'each key is a word of its map',
    why: 'A misspelt word would be ignored in silence: maxx: 8 leaves the group at what it was, and all looks well.',
    allowed: 'The words in the list of words of the stack file.',
    fix: 'Take the word that was meant; it is suggested where one is near.',
  }),
  code({
    code: 'schema/missing',
    summary: 'each map has the words that it needs',
    why: 'Without the word it is not decided what shall be built, and the cloud would be asked for less than it takes.',
    allowed: 'The required words of each map.',
    fix: 'Add the word.',
    prevents: [{ cloud: 'tencent', error: 'MissingParameter' }],
  }),
  code({
    code: 'schema/type',
    summary: 'each value is of the kind of its word',
    why: 'Quotes around a number, or none around an account, make another value of it; a reader that guesses would guess wrong one day.',
    allowed: 'A number, a string, true or false, a list or a map, as the word has it.',
    fix: 'Write the kind that is wanted.',
  }),
  code({
    code: 'schema/enum',
    summary: 'each value is one of the words that are taken there',
    why: "The clouds' SDKs pass any string, and the API refuses it in the middle of an update.",
    allowed: 'The values in the list of words of the stack file.',
    fix: 'Take one of the words; the nearest is suggested.',
  }),
  code({
    code: 'schema/pattern',
    summary: 'each string has the form that its word wants',
    why: 'Names become parts of host names, buckets and roles: one of another form is refused by the first service that is strict about it.',
    allowed:
      'What the finding says of the form, such as at most 30 lower-case letters, digits and hyphens for a name.',
    fix: 'Bring it into that form.',
  }),
  code({
    code: 'schema/range',
    summary: 'numbers, lengths and counts are within their limits',
    why: 'A negative count or an empty list has no meaning that could be built, and the API refuses it in the middle of an update.',
    allowed: 'The limits in the list of words of the stack file.',
    fix: 'Take a value within the limits.',
    prevents: [{ cloud: 'tencent', error: 'InvalidParameterValue.Range' }],
  }),
  code({
    code: 'schema/duplicate',
    summary: 'no list names a thing twice',
    why: 'The second has no effect, or is refused by the cloud; most likely another one was meant.',
    allowed: 'Each item once.',
    fix: 'Leave the second out, or write the one that was meant.',
  }),
  code({
    code: 'secret/inside-site',
    summary: 'secrets lie beside the site',
    why: 'The program reads the site as one object, and a secret in it loses its secrecy by that (pulumi#16383): it would be in plain text in the state.',
    allowed: 'skerry:<name>: {secure: …} beside skerry:site, and the name in the site.',
    fix: 'Move it beside the site and write its name in its place.',
  }),
  code({
    code: 'secret/plaintext',
    summary: 'what lies beside the site is encrypted',
    why: 'The file is in version control: whoever can read it, now or in ten years, has the secret.',
    allowed: '{secure: …} for each key under skerry: but the site.',
    fix: 'Run skerry secret set <stack> <name>, and take the old value for known.',
  }),
];

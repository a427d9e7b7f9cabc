import type { Code } from './code.ts';

const code = (meaning: Omit<Code, 'severity'>): Code => ({ ...meaning, severity: 'error' });

/** What can be wrong with the text before anything is known of its words (load/parse.ts, load/yaml-problems.ts). */
export const yamlCodes: readonly Code[] = [
  code({
    code: 'yaml/syntax',
    summary: 'the file is YAML',
    why: 'Nothing can be read from it, by us or by Pulumi.',
    allowed: 'YAML 1.2, indented by spaces.',
    fix: 'Compare the indentation, the brackets and the quotes with the lines before; one broken place is told at a time.',
  }),
  code({
    code: 'yaml/duplicate-key',
    summary: 'no map has a key twice',
    why: 'One of the two would count, and which one differs between readers of YAML: the group that one has changed is not the one that is built.',
    allowed: 'Each key once in its map.',
    fix: 'Leave one of the two out.',
  }),
  code({
    code: 'yaml/tag',
    summary: 'values have no tags',
    why: 'A tag such as !!binary changes what a value is, and Pulumi reads some of them in another way.',
    allowed: 'Plain values.',
    fix: 'Write the plain value, in quotes if it is a string.',
  }),
  code({
    code: 'yaml/merge-key',
    summary: 'no map is merged by <<',
    why: "YAML 1.2 has no merge key any more, while Pulumi's YAML merges: two readers would see two sites.",
    allowed: 'The keys themselves; defaults.group for what all groups have.',
    fix: 'Write the keys out, or use defaults.',
  }),
  code({
    code: 'yaml/unclear-number',
    summary: 'numbers are the same to every reader',
    why: "A number such as 010 is 8 to Pulumi's YAML and 10 to YAML 1.2: the group would get another number than one reads.",
    allowed: 'Plain decimal digits.',
    fix: 'Write decimal digits, or quotes if it is a string.',
  }),
  code({
    code: 'yaml/unclear-time',
    summary: 'times are in quotes',
    why: "Pulumi's YAML reads a time as such and writes it in another way when it saves the file.",
    allowed: 'Times in quotes; plain dates (2026-11-22) need none.',
    fix: 'Put quotes around it.',
  }),
  code({
    code: 'yaml/circular-alias',
    summary: 'no alias stands within its own anchor',
    why: 'The value would contain itself, without an end.',
    allowed: 'Aliases of what has ended before them.',
    fix: 'Write the value itself, or quotes if it is a string.',
  }),
  code({
    code: 'yaml/unknown-anchor',
    summary: 'each alias has its anchor before it',
    why: 'There is nothing that the alias could stand for.',
    allowed: '*name after &name.',
    fix: 'Correct the name, or put quotes around a string that begins with *.',
  }),
  code({
    code: 'yaml/too-many-aliases',
    summary: 'aliases expand to a reasonable size',
    why: 'A few lines of aliases of aliases expand to gigabytes: whoever reads the file runs out of memory.',
    allowed: 'Up to 1000 expansions.',
    fix: 'Write the values themselves.',
  }),
  code({
    code: 'yaml/too-deep',
    summary: 'the file nests no deeper than a person would',
    why: 'Thousands of brackets within brackets exhaust the stack of whoever reads them.',
    allowed: 'The few levels that the words of a stack file have.',
    fix: 'Take the surplus brackets out.',
  }),
  code({
    code: 'yaml/too-large',
    summary: 'the file has a size that a person could write',
    why: 'Reading it would take minutes; most likely it is another file.',
    allowed: 'Up to 2,000,000 characters.',
    fix: 'Divide it into several stacks.',
  }),
  code({
    code: 'yaml/not-a-map',
    summary: 'the file is a map with the key config',
    why: 'An empty file, a list or a text says nothing that could be built.',
    allowed: 'config: {skerry:site: …}.',
    fix: 'Begin with config.',
  }),
];

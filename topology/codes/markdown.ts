import { byFamily, catalogue } from './catalogue.ts';
import type { Code } from './code.ts';
import { documentOf } from './document.ts';
import { CLOUDS, EXEMPTIBLE, FAMILIES, TELLERS } from './words.ts';

/** The text of `docs/codes.md`. */
export function codesInMarkdown(codes: readonly Code[] = catalogue): string {
  const families = [...byFamily(codes)];
  return [
    '# Codes',
    '',
    '<!-- Generated from topology/ by `npm run codes`. -->',
    '',
    'What `skerry check`, `skerry up` and the components of the library can find wrong. `skerry explain CODE` prints the same on a terminal, and `--json` for programs. A code means the same for ever; what it finds may grow. Where a cloud has an error of its own for the same mistake, it is named: that is what one would have met in the middle of an update.',
    '',
    ...families.map(
      ([family, members]) =>
        `- [${family}](#${family}): ${FAMILIES[family] ?? ''} (${members.map(({ code }) => `[${code.slice(family.length + 1)}](#${anchor(code)})`).join(', ')})`,
    ),
    ...families.flatMap(([family, members]) => ['', `## ${family}`, ...members.flatMap(section)]),
    '',
  ].join('\n');
}

/** As GitHub and GitLab make it of the heading. */
const anchor = (code: string): string => code.replaceAll(/[^a-z0-9-]/g, '');

const fenced = (language: string, text: string): string[] => ['', `\`\`\`${language}`, text, '```'];

function section(known: Code): string[] {
  const { code, severity, summary, why, allowed, fix, prevents, exemptible, tables, example } =
    documentOf(known);
  return [
    '',
    `### ${code}`,
    '',
    `**${severity === 'error' ? 'Error' : 'Warning'} unless** ${summary}. ${why}`,
    '',
    `- **Allowed**: ${allowed}`,
    `- **Fix**: ${fix}`,
    ...(prevents.length === 0
      ? []
      : [
          `- **Prevents**: ${prevents.map(({ cloud, error }) => `\`${error}\` (${CLOUDS[cloud]})`).join(', ')}`,
        ]),
    ...(exemptible ? [`- **May be exempted**: ${EXEMPTIBLE}.`] : []),
    ...tables.map(({ subject, date, source }) => `- **Table**: ${subject}, of ${date}: ${source}`),
    ...(known.toldBy ? [`- **Told by**: ${TELLERS[known.toldBy]}`] : []),
    ...(example
      ? [
          ...fenced('yaml', example.bad),
          ...fenced('text', example.finding),
          '',
          `Right ([the whole file](../${example.file}))${example.good === '' ? ': without it.' : ':'}`,
          ...(example.good === '' ? [] : fenced('yaml', example.good)),
        ]
      : []),
  ];
}

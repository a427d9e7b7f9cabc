import type { Diagnostic } from '../diagnostic.ts';
import type { RuleHelp, RuleHelpOf } from './rule-help.ts';
import { plainText } from './sarif-message.ts';

/** The rules that have findings, each once, sorted by code. */
export function sarifRules(diagnostics: readonly Diagnostic[], ruleOf: RuleHelpOf) {
  const first = new Map(diagnostics.toReversed().map((diagnostic) => [diagnostic.code, diagnostic]));
  const codes = [...first.keys()].sort();
  const places = new Map(codes.map((code, position) => [code, position]));
  return {
    descriptors: codes.map((code) =>
      descriptor(code, ruleOf(code) ?? { severity: first.get(code)?.severity ?? 'error', summary: code }),
    ),
    indexOf: (code: string) => places.get(code),
  };
}

function descriptor(code: string, { severity, summary, details = [], more }: RuleHelp) {
  const sentence = `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`;
  const paragraphs = [sentence, ...details];
  return {
    id: code,
    shortDescription: { text: plainText(sentence) },
    fullDescription: { text: plainText(paragraphs.slice(0, 2).join(' ')) },
    help: {
      text: [...paragraphs, ...(more === undefined ? [] : [`More: ${more}`])].map(plainText).join('\n\n'),
      markdown: [
        `**${code}**`,
        ...paragraphs.map(literal),
        ...(more === undefined ? [] : [`More: \`${more}\``]),
      ]
        .map(doubledBraces)
        .join('\n\n'),
    },
    defaultConfiguration: { level: severity },
    // By `problem.severity` and `precision` GitHub sorts alerts.
    properties: { tags: [code.split('/')[0]], precision: 'very-high', 'problem.severity': severity },
  };
}

/** A text as Markdown that shows it. */
const literal = (text: string): string => text.replaceAll(/[\\`*_[\]<>#]/g, '\\$&');

const doubledBraces = (text: string): string => text.replaceAll(/[{}]/g, '$&$&');

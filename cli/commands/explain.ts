import { byFamily, catalogue, codeOf, familyOf } from '../../topology/codes/catalogue.ts';
import type { Code } from '../../topology/codes/code.ts';
import { documentOf } from '../../topology/codes/document.ts';
import { formatCode, formatCodes } from '../../topology/codes/pretty.ts';
import { suggest } from '../../topology/diagnostics/suggest.ts';
import { cannotRun } from '../failure.ts';
import { terminalOf } from '../output/terminal.ts';

/** `skerry explain`: what a code means; of a family, or of all, the codes that there are. */
export async function explain(name: string | undefined, options: { json?: true }): Promise<number> {
  const code = name === undefined ? undefined : codeOf(name);
  if (code) {
    write(options, code, (terminal) => formatCode(code, terminal));
    return 0;
  }
  const codes = name === undefined ? catalogue : (byFamily().get(name) ?? []);
  if (codes.length === 0 && name !== undefined) throw unknown(name);
  write(options, codes, (terminal) => formatCodes(codes, terminal));
  return 0;
}

function write(
  { json }: { json?: true },
  what: Code | readonly Code[],
  pretty: (terminal: { colour: boolean; width: number }) => string,
): void {
  const { color, columns } = terminalOf(process.stdout);
  const documents = Array.isArray(what) ? what.map(documentOf) : documentOf(what as Code);
  process.stdout.write(
    json ? `${JSON.stringify(documents, null, 2)}\n` : pretty({ colour: color, width: columns }),
  );
}

function unknown(name: string) {
  const codes = catalogue.map(({ code }) => code);
  const near = suggest(name, codes) ?? suggest(name, byFamily().keys());
  // The rule may be right and the family wrong: `git/host-key-missing` for `secret/missing`.
  const same = codes.filter((code) => familyOf(code) === familyOf(name));
  const fix = near ?? (same.length > 0 ? same.join(', ') : 'skerry explain, which lists all codes');
  return cannotRun(`there is no code ${name}`, fix);
}

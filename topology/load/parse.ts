import { LineCounter, parseDocument, type Document } from 'yaml';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { createLocator, type Locator } from './locate.ts';
import { isMapDocument, syntaxProblems } from './yaml-problems.ts';

/** No stack file of a person is near it; a limit keeps a wrong file from taking minutes. In UTF-16 units. */
export const MAX_LENGTH = 2_000_000;

/** More expansions of aliases than this are an attack (or a mistake), not a way to avoid repetition. */
const MAX_ALIASES = 1000;

export interface ParsedFile {
  file: string;
  /** Without a byte order mark. */
  text: string;
  /** The document as plain data; absent where there are problems. */
  value?: Record<string, unknown>;
  problems: Diagnostic[];
  locator: Locator;
  document: Document;
}

/** Reads the YAML of a stack file. Never throws: whatever is wrong with the text is among the problems. */
export function parseStackFile(file: string, source: string): ParsedFile {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const lines = new LineCounter();
  const document = parseDocument(text.length > MAX_LENGTH ? '' : text, {
    version: '1.2',
    merge: false,
    uniqueKeys: true,
    prettyErrors: false,
    logLevel: 'silent',
    lineCounter: lines,
  });
  const locator = createLocator(file, text, document, lines);
  const refuse = (code: string, message: string, fix: string): ParsedFile => ({
    file,
    text,
    locator,
    document,
    problems: [{ code, severity: 'error', message, fix, file, pointer: '', range: locator.range(0, 0) }],
  });

  if (text.length > MAX_LENGTH) {
    return refuse(
      'yaml/too-large',
      `${text.length} characters are more than the ${MAX_LENGTH} that a stack file may have`,
      'several stacks, each with a file of its own',
    );
  }
  const problems = syntaxProblems(file, document, locator, text);
  if (problems.length > 0) return { file, text, problems, locator, document };
  if (!isMapDocument(document)) {
    return refuse(
      'yaml/not-a-map',
      'a stack file is a map with the key config; this is something else',
      'config: {skerry:site: …}',
    );
  }
  try {
    const value = document.toJS({ maxAliasCount: MAX_ALIASES }) as Record<string, unknown>;
    return { file, text, value, problems, locator, document };
  } catch (error) {
    if (error instanceof ReferenceError)
      return refuse(
        'yaml/too-many-aliases',
        `aliases expand to too much: ${error.message}`,
        'the values themselves in place of the aliases',
      );
    if (error instanceof RangeError) {
      return refuse('yaml/too-deep', 'nested too deeply to be read', 'no brackets within brackets');
    }
    throw error;
  }
}

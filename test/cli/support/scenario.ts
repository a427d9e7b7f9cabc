/**
 * A scenario: files, a command, and exactly what it prints, in one text that one reads from top to bottom (as Spectral's
 * test harness has them). Sections begin with `==== name ====`.
 */
export interface Scenario {
  /** What it shows. */
  title: string;
  /** By path in an empty folder, which the command is run in. */
  files: { path: string; content: string }[];
  /** Words behind `skerry`; none holds a blank. */
  args: string[];
  /** Paths that the command writes. */
  written: string[];
}

export interface Outcome {
  stdout: string;
  stderr: string;
  status: number;
  /** What it has written, by path; `undefined`: nothing. */
  written: ReadonlyMap<string, string | undefined>;
}

const HEAD = /^==== (.+) ====$/m;

export function parseScenario(text: string): Scenario {
  const [, ...parts] = text.split(HEAD);
  const scenario: Scenario = { title: '', files: [], args: [], written: [] };
  for (let at = 0; at < parts.length; at += 2) {
    const [kind = '', path = ''] = (parts[at] ?? '').split(' ');
    const content = (parts[at + 1] ?? '').replace(/^\n/, '');
    if (kind === 'test') scenario.title = content.trim();
    else if (kind === 'file') scenario.files.push({ path, content: unescaped(content) });
    else if (kind === 'command') scenario.args = content.trim().split(' ').slice(1);
    else if (kind === 'written') scenario.written.push(path);
    else if (!['stdout', 'stderr', 'status'].includes(kind)) throw new Error(`no section is called ${kind}`);
  }
  return scenario;
}

/** The scenario's text with what has come out of it. */
export function writeScenario({ title, files, args, written }: Scenario, outcome: Outcome): string {
  const sections = [
    ['test', `${title}\n`],
    ...files.map(({ path, content }) => [`file ${path}`, escaped(content)]),
    ['command', `skerry ${args.join(' ')}\n`],
    ['stdout', outcome.stdout],
    ['stderr', outcome.stderr],
    ...written.map((path) => [`written ${path}`, outcome.written.get(path) ?? '(nothing)\n']),
    ['status', `${outcome.status}\n`],
  ];
  return sections.map(([name, content]) => `==== ${name} ====\n${content}`).join('');
}

/** What differs between two runs, or two machines, by a word that stands for it. */
export function steady(text: string, folder: string, version: string): string {
  return text
    .replaceAll(folder, '{folder}')
    .replaceAll(version, '{version}')
    .replaceAll(/in \d+ ms/g, 'in N ms')
    .replaceAll(/"elapsedMs": \d+/g, '"elapsedMs": 0')
    .replaceAll(/time="\d+\.\d+"/g, 'time="0.000"');
}

/** Characters that an editor would not show, in a file of a scenario: `\u{1b}`. */
const escaped = (text: string): string =>
  text.replaceAll(/(?!\n)\p{Cc}|\uFEFF/gu, (found) => `\\u{${found.codePointAt(0)?.toString(16)}}`);

const unescaped = (text: string): string =>
  text.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, digits: string) => String.fromCodePoint(parseInt(digits, 16)));

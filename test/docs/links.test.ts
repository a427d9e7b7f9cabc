import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../cli/program.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const pages = readdirSync(DOCS, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'));
const textOf = (page: string) => readFileSync(join(DOCS, page), 'utf8');

/** As a heading's anchor is made on the web. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  );

describe.each(pages)('docs/%s', (page) => {
  it('links to what is there', () => {
    const links = [...textOf(page).matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, path = '', anchor]) => {
      const target = path === '' ? join(DOCS, page) : join(DOCS, dirname(page), path);
      if (!existsSync(target)) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe.each(pages.filter((page) => page.startsWith('runbooks/')))('docs/%s', (page) => {
  it('names commands that exist', () => {
    const commands = createProgram(() => undefined).commands.map((command) => command.name());
    const named = [...textOf(page).matchAll(/npx skerry (\w+)/g)].map(([, command]) => command);
    expect(named.filter((command) => !commands.includes(command ?? ''))).toEqual([]);
  });
});

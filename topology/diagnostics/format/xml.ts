import { inert, visible } from './safe-text.ts';

export interface Element {
  name: string;
  attributes: Readonly<Record<string, string | number>>;
  /** Elements, or text. */
  inside: readonly Element[] | string;
}

export function element(
  name: string,
  attributes: Element['attributes'],
  inside: Element['inside'] = [],
): Element {
  return { name, attributes, inside };
}

/** A document with an element a line; text as it is, but for a sign where XML has no way to write a character. */
export function xmlDocument(root: Element): string {
  return inert(`<?xml version="1.0" encoding="UTF-8"?>\n${lines(root, '').join('\n')}\n`);
}

function lines({ name, attributes, inside }: Element, indent: string): string[] {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(String(value))}"`);
  const begin = `${indent}<${name}${written.join('')}`;
  if (inside.length === 0) return [`${begin}/>`];
  if (typeof inside === 'string') {
    return [`${begin}>${inside.split('\n').map(escapeXml).join('\n')}</${name}>`];
  }
  return [`${begin}>`, ...inside.flatMap((child) => lines(child, `${indent}  `)), `${indent}</${name}>`];
}

/** Text between tags or within double quotes. */
export function escapeXml(text: string): string {
  return visible(text)
    .replaceAll(NONCHARACTER, '\uFFFD')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What XML forbids of the characters that are left. */
const NONCHARACTER = /[\uFFFE\uFFFF]/g;

import { visible } from './safe-text.ts';

/** Text of a SARIF message that must be read as it is: neither a placeholder (`{0}`) nor a link (§3.11.5, §3.11.6). */
export function plainText(text: string): string {
  return doubled(visible(text)).replaceAll(LINK, '\\$&');
}

/** A link to a location of the result, by its id. */
export function linkText(text: string, id: string): string {
  return `[${doubled(visible(text)).replaceAll(/[\\[\]]/g, '\\$&')}](${id})`;
}

const doubled = (text: string): string => text.replaceAll(/[{}]/g, '$&$&');

/** The bracket that begins what could be read as a link; brackets of lists stay as they are written. */
const LINK = /\[(?=[^\]]*\]\()/g;

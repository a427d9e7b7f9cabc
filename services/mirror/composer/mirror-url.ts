import { createHash } from 'node:crypto';

export interface MirrorUrlParts {
  package: string;
  /** Normalised. */
  version: string;
  reference: string | null;
  type: string;
}

/**
 * A mirror template filled in exactly as Composer's `ComposerMirror::processUrl` does, so that the client asks for the
 * very path that we have published.
 */
export function processUrl(template: string, parts: MirrorUrlParts): string {
  return template
    .replaceAll('%package%', () => parts.package)
    .replaceAll('%version%', () => (parts.version.includes('/') ? md5(parts.version) : parts.version))
    .replaceAll('%reference%', () => processReference(parts.reference))
    .replaceAll('%type%', () => parts.type);
}

function processReference(reference: string | null): string {
  // PHP's `if ($reference)`, in which "0" is false, too, and its `$`, which also stands before a final newline.
  if (reference === null || reference === '' || reference === '0') return reference ?? '';
  return /^(?:[a-f0-9]*|%reference%)\n?$/.test(reference) ? reference : md5(reference);
}

function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}

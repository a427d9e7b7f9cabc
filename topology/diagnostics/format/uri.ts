/** The path of a URI (RFC 3986): what isn't plain is percent-encoded as UTF-8. */
export function uriOfPath(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

function encodeSegment(segment: string): string {
  // Half a pair can't be encoded at all.
  return encodeURIComponent(segment.toWellFormed()).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

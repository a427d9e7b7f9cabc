/** Why a body isn't a whole, sound zip archive. */
export class ZipDefect extends Error {
  override readonly name = 'ZipDefect';
}

/** Why a release can't be published, fetched or installed. What ran before is untouched. */
export class ReleaseError extends Error {
  override name = 'ReleaseError';
}

/** Nobody we trust has signed this. */
export class SignatureError extends ReleaseError {
  override readonly name = 'SignatureError';
}

/** Older than what was seen before: a restored bucket, or somebody who wants an old flaw back. */
export class RollbackError extends ReleaseError {
  override readonly name = 'RollbackError';
}

/** Bytes that are not what their name, a digest, promises. */
export class DigestError extends ReleaseError {
  override readonly name = 'DigestError';
}

/** Not written by this format's rules, or beyond its limits. */
export class FormatError extends ReleaseError {
  override readonly name = 'FormatError';
}

/** The bucket lacks something that a pointer names. */
export class MissingError extends ReleaseError {
  override readonly name = 'MissingError';
}

/** Which packages, and which of their versions, the stack's `only:` list names. */
export class PackageFilter {
  readonly #patterns: { source: string; name: string; version: string | undefined }[];

  /** @param only `vendor/name` with `*` for any characters, and an optional `:version` pattern; empty: everything */
  constructor(only: readonly string[]) {
    this.#patterns = only.map((source) => {
      const colon = source.indexOf(':');
      return colon < 0
        ? { source, name: source, version: undefined }
        : { source, name: source.slice(0, colon), version: source.slice(colon + 1) };
    });
  }

  get selectsEverything(): boolean {
    return this.#patterns.length === 0;
  }

  /** Name patterns, each once. */
  get namePatterns(): string[] {
    return [...new Set(this.#patterns.map(({ name }) => name))];
  }

  selects(packageName: string): boolean {
    return this.selectsEverything || this.#patterns.some(({ name }) => matches(name, packageName));
  }

  /**
   * Whether a version's dist is taken. A version pattern is held against the version as the package spells it, with
   * and without a leading `v`, and against its normalised form: `12.*` takes `v12.1.0`.
   */
  selectsVersion(packageName: string, pretty: string, normalized: string): boolean {
    if (this.selectsEverything) return true;
    const spellings = [pretty, pretty.replace(/^v/i, ''), normalized];
    return this.#of(packageName).some(
      ({ version }) => version === undefined || spellings.some((spelling) => matches(version, spelling)),
    );
  }

  /** Equal for two filters that take the same versions of this package for the same reasons. */
  fingerprint(packageName: string): string {
    const versions = this.#of(packageName).map(({ version }) => version ?? '*');
    return this.selectsEverything || versions.includes('*') ? '*' : [...new Set(versions)].sort().join(' ');
  }

  #of(packageName: string) {
    return this.#patterns.filter(({ name }) => matches(name, packageName));
  }
}

/** In one pass: a regular expression with several `.*` would try a hostile version in every combination of them. */
function matches(pattern: string, text: string): boolean {
  const [start = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return pattern === text;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const literal of rest) {
    const found = text.indexOf(literal, at);
    if (found < 0) return false;
    at = found + literal.length;
  }
  return at + end.length <= text.length;
}

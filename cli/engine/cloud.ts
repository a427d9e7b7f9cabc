/** What a cloud stack's user has set up; read from the environment, the stack file and the engine's credentials. */
export interface CloudFacts {
  /** `PULUMI_BACKEND_URL`, else the backend that `pulumi login` chose. */
  backend: string | undefined;
  /** `secretsprovider:` of the stack file, such as `awskms://…`. */
  secretsProvider: string | undefined;
  /** `PULUMI_CONFIG_PASSPHRASE` or its `_FILE` is set; an empty passphrase counts. */
  passphrase: boolean;
}

/** What is missing before the engine can work on the stack, each with how to get it; empty: nothing. */
export function missingForCloud(facts: CloudFacts): string[] {
  const missing: string[] = [];
  if (facts.backend === undefined) {
    missing.push(
      'a backend for its state: set PULUMI_BACKEND_URL (such as s3://bucket), or run `pulumi login`',
    );
  }
  // Pulumi's service keeps a key for each stack; any other backend needs a provider of secrets.
  const service = facts.backend !== undefined && /^https?:/.test(facts.backend);
  if (facts.secretsProvider === undefined && !service && !facts.passphrase) {
    missing.push(
      'the key to its secrets: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE ' +
        '(or a secretsprovider in the stack file)',
    );
  }
  return missing;
}

/** The backend that `pulumi login` chose, from the text of `~/.pulumi/credentials.json`. */
export function currentBackend(credentials: string | undefined): string | undefined {
  if (credentials === undefined) return undefined;
  try {
    const { current } = JSON.parse(credentials) as { current?: unknown };
    return typeof current === 'string' && current !== '' ? current : undefined;
  } catch (error) {
    // A torn file is as good as none: the message that follows says what to do.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** How to reach a bucket. Credentials lie in a file of mode 0600, never in the configuration itself. */
export interface StoreConfig {
  dialect: 's3';
  endpoint: string;
  region: string;
  bucket: string;
  /** JSON: `{"accessKeyId": "…", "secretAccessKey": "…"}`, with `sessionToken` where the keys end by themselves; absent: the platform's instance identity. */
  credentialsFile?: string;
  /** The bucket is named in the path even where the endpoint has a name that could take it as a subdomain. */
  pathStyle?: boolean;
}

/** @throws for a dialect that only the compiler would have refused: configurations come from files, too */
export function checkDialect({ dialect }: StoreConfig): void {
  if (dialect === 's3') return;
  throw new TypeError(`store dialect ${JSON.stringify(dialect)} is unknown; allowed: "s3"`);
}

/** How to reach a bucket. Credentials lie in a file of mode 0600, never in the configuration itself. */
export interface StoreConfig {
  dialect: 's3';
  endpoint: string;
  region: string;
  bucket: string;
  /** JSON: `{"accessKeyId": "…", "secretAccessKey": "…"}`; absent: the platform's instance identity. */
  credentialsFile?: string;
}

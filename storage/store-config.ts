/** How to reach a bucket. Credentials lie in a file of mode 0600, never in the configuration itself. */
export interface StoreConfig {
  dialect: 's3' | 'oss';
  endpoint: string;
  /** As the store signs it: `eu-central-1`, `cn-hangzhou`. */
  region: string;
  bucket: string;
  /** JSON: `{"accessKeyId": "…", "secretAccessKey": "…"}`, with `sessionToken` where the keys end by themselves; absent: the platform's instance identity. */
  credentialsFile?: string;
  /** The bucket is named in the path even where the endpoint has a name that could take it as a subdomain. */
  pathStyle?: boolean;
  /** The endpoint is a name of this bucket alone (a CNAME): the bucket stands neither in the path nor before the host. */
  ownHost?: boolean;
}

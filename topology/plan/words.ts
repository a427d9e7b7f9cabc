export type Stage = 'production' | 'staging' | 'development';
export type Platform = 'alicloud' | 'aws' | 'local';
export type Workload = 'mirror-sync' | 'mirror-serve' | 'git';

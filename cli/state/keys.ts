/** Where the engine keeps what belongs to a stack, as keys below its backend; `project` is Pulumi.yaml's name. */
export interface StateKeys {
  /** Its checkpoint; `.gz` follows where `PULUMI_DIY_BACKEND_GZIP` is set. */
  checkpoint: string;
  /** One file a lock; the engine names each by a UUID. */
  locks: string;
  /** One file a backup: `<stack>.<nanoseconds since the epoch>.json`. */
  backups: string;
}

export const stateKeys = (project: string, stack: string): StateKeys => ({
  checkpoint: `.pulumi/stacks/${project}/${stack}.json`,
  locks: `.pulumi/locks/organization/${project}/${stack}/`,
  backups: `.pulumi/backups/${project}/${stack}/`,
});

/** What the record of an instance holds as its inputs. */
export interface InstanceDeclaration {
  /** Id of the group's part. */
  group: string;
  workload: string;
  zone: string;
  /** Digest of everything that instances of the group have in common; another one means an older declaration. */
  fingerprint: string;
  /** ISO time. */
  created: string;
  /** Ids of the balancers' parts that it is a member of once it is ready. */
  loadBalancers: string[];
  /** Set when it is to go; it never comes back from there. */
  draining: boolean;
}

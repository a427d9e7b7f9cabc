import { hostname, userInfo } from 'node:os';
import { type LeaseStore, underLease } from '../../capacity/lease.ts';
import type { UnderLease } from '../../capacity/make-attachment.ts';
import type { GroupNode } from '../../topology/plan/plan.ts';
import { refused } from '../failure.ts';
import { note } from '../output/note.ts';

/** A bucket of the stack, opened for a group's lease. */
export type OpenLeaseStore = (bucket: string) => Promise<LeaseStore & { close?: () => void }>;

/**
 * Changes a group where nobody else of ours does meanwhile: its lease lies in the bucket that its releases come from.
 *
 * @throws {Failure} where the stack has no such bucket
 */
export async function withLease<T>(
  node: GroupNode,
  openLeaseStore: OpenLeaseStore,
  work: (underLease: UnderLease) => Promise<T>,
): Promise<T> {
  if (node.releaseBucket === undefined) throw refused(`${node.id}: the stack has no bucket for its lease`);
  const store = await openLeaseStore(node.releaseBucket);
  const holder = `${userInfo().username} on ${hostname()}`;
  try {
    return await work((step) => underLease(store, node.region, node.name, { holder, note }, step));
  } finally {
    store.close?.();
  }
}

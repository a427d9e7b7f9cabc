import type { RpcService } from './rpc.ts';

/** The most that ESS's lists take. */
const PAGE_SIZE = 50;

/**
 * All pages of a list, or those up to one that says it was enough.
 *
 * @param member name of the list in the answers
 */
export async function listPages<T>(
  service: RpcService,
  action: string,
  member: string,
  params: Record<string, unknown>,
  isEnough: (page: readonly T[]) => boolean = () => false,
): Promise<T[]> {
  const found: T[] = [];
  for (let PageNumber = 1; ; PageNumber += 1) {
    const request = { ...params, PageNumber, PageSize: PAGE_SIZE };
    const answer = await service.call<Record<string, T[]> & { TotalCount: number }>(action, request);
    const page = answer[member] ?? [];
    found.push(...page);
    if (page.length === 0 || PageNumber * PAGE_SIZE >= answer.TotalCount || isEnough(page)) return found;
  }
}

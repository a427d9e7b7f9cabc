/**
 * Properties without the SDK's own guard against unknown values, which ends a policy with a remark for people to read:
 * one for each resource that isn't there yet.
 */
export function rawOf(props: Record<string, unknown>): Record<string, unknown> {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(props));
  return Object.fromEntries(descriptors.map(([name, { value }]) => [name, value as unknown]));
}

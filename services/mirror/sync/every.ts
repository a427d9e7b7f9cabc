/** Does something again and again, never twice at the same time, until it is stopped. */
export function every(
  ms: number,
  action: () => Promise<unknown>,
  onError: (error: Error) => void,
): { stop: () => void } {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    action()
      .catch((error: unknown) => onError(error instanceof Error ? error : new Error(String(error))))
      .finally(() => {
        isBusy = false;
      });
  }, ms);
  return { stop: () => clearInterval(timer) };
}

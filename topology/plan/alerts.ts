import type { Pointer } from '../diagnostics/diagnostic.ts';

/** Where alarms go, and when they come. At least one of `webhook`, `emails`, `topic` is there. */
export interface Alerts {
  origin: Pointer;
  /** Name of the secret with the URL that is posted to. */
  webhook?: string;
  emails: string[];
  /** One that exists, `sns/NAME` or `topic/NAME`, in every region with groups; absent: the stack makes one a region. */
  topic?: string;
  /** The oldest task of the mirror's queue waits longer. */
  queueAgeSeconds: number;
  /** A serving bucket is further behind the upstream. */
  freshnessSeconds: number;
  /** A group is at its max for longer. */
  atMaxSeconds: number;
}

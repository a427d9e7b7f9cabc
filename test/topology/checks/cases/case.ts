import type { Edit, sites } from '../../support/sites.ts';

/** A mistake that exactly one rule finds, and the same site without it. */
export interface Case {
  code: string;
  site: keyof typeof sites;
  bad: Edit[];
  message: string;
  /** The source that the finding points at. */
  at: string;
  fix: string;
  allowed?: string;
  /** Only warned of: the site has a plan all the same. */
  warning?: true;
  /** Text of the related places. */
  related?: string[];
  /** A site that is near the mistake and right; default: the site as it is. */
  good?: Edit[];
}

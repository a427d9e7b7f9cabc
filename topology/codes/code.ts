import type { Table } from '../catalog/table.ts';
import type { Severity } from '../diagnostics/diagnostic.ts';

/** An error that a cloud gives for the same mistake, once it is made there; from its documentation, never from memory. */
export interface PreventedError {
  cloud: 'tencent' | 'alicloud' | 'aws' | 'pulumi';
  /** As the cloud calls it: `InvalidParameterValue.Size`. */
  error: string;
}

/** What can be found wrong, for whoever has met its code: `skerry explain`, docs/codes.md, rules of SARIF. */
export interface Code {
  /** Family and rule, such as `capacity/min-exceeds-max`; stable for ever. A rule that asks for another fix gets another. */
  code: string;
  severity: Severity;
  /** What holds where nothing is found: a sentence without a full stop. */
  summary: string;
  /** What happens in the cloud, or at night, without it: a sentence or two. */
  why: string;
  /** The values that pass, in general: a finding tells those of its place. */
  allowed: string;
  /** What to do, in general: a finding tells it for its place. */
  fix: string;
  /**
   * An error that may be accepted for a time (`exempt`), because the plan can be made and the cloud builds it: what it
   * asks for is prudence. Any other error may not, and any warning may.
   */
  exemptible?: true;
  prevents?: readonly PreventedError[];
  /** What it knows of the clouds, with date and source. */
  tables?: readonly Table<unknown>[];
  /** Who tells it, where that is not `skerry check` and whatever checks before a change. */
  toldBy?: 'machine' | 'cloud' | 'library';
}

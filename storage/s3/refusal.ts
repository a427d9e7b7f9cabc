import { judge, type Judgement } from './judge.ts';

export interface Answer {
  status?: number;
  /** By lower-case name. */
  headers?: Readonly<Record<string, string | string[] | undefined>>;
}

/** Why a request failed: what the store answered instead of what was asked for, or that it did not answer. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  /** Of the store's answer, or of the error that took its place; may be empty. */
  readonly code: string;
  readonly status: number | undefined;
  readonly judgement: Judgement;
  /** The tries so far: after more than one, an earlier one may have had its effect. */
  readonly attempts: number;
  /** HTTP date of the answer; empty where it has none. */
  readonly date: string;
  /** Milliseconds for which the store wants to be left alone; 0 where it didn't say. */
  readonly retryAfter: number;

  constructor(code: string, message: string, attempts: number, answer: Answer = {}, cause?: unknown) {
    super(message, { cause });
    const { status, headers = {} } = answer;
    this.code = code;
    this.status = status;
    this.judgement = judge(status, code);
    this.attempts = attempts;
    this.date = String(headers['date'] ?? '');
    this.retryAfter = Number(headers['retry-after'] ?? 0) * 1000 || 0;
  }
}

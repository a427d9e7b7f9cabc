import type { Call } from './identity.ts';

/** A function of a provider, asked through the one that the resource would have. */
export interface Question extends Call {
  /** `alicloud`, `aws` */
  platform: string;
  /** Of the provider's resource: a region, by our naming. */
  name: string;
}

/** One of both. */
export interface Answer {
  answer?: Record<string, unknown>;
  error?: string;
}

/** Asks the clouds; answers are in the order of the questions. */
export interface ResourceFinder {
  ask(questions: readonly Question[]): Promise<Answer[]>;
}

import { analyse, type Analysis } from '../../../topology/analyse.ts';
import { edited, sites, type Edit } from './sites.ts';

export const NOW = new Date('2026-11-22T12:00:00Z');

export function analyseText(text: string, path = 'stacks/Pulumi.example.yaml'): Analysis {
  return analyse({ path, text, now: NOW });
}

/** One of the sites of the tests with some edits. */
export function analyseEdited(site: keyof typeof sites, edits: readonly Edit[]): Analysis {
  return analyseText(edited(sites[site], edits));
}

import type { Stage } from '../topology/plan/words.ts';

/** `mandatory` stops the update; `advisory` only tells; `disabled`: not held to. The engine's own words. */
export type Level = 'mandatory' | 'advisory' | 'disabled';

type Levels = Record<Stage, Level>;

/** Where nothing else is said: production must conform, staging is told, a development stack may be anything. */
const USUAL: Levels = { production: 'mandatory', staging: 'advisory', development: 'disabled' };

/** What the clouds refuse anyway, or what harms whoever it happens to: held to everywhere. */
const EVERYWHERE: Levels = { production: 'mandatory', staging: 'mandatory', development: 'mandatory' };

/** What stands in the way of a stack that is taken down now and then. */
const PRODUCTION_ALONE: Levels = { ...USUAL, staging: 'disabled' };

/** What has no better way in every case. */
const TOLD: Levels = { production: 'advisory', staging: 'advisory', development: 'disabled' };

/** Only those that are not as usual; each change of this file shows in the test that pins levels. */
const OTHERWISE: Readonly<Record<string, Levels>> = {
  'capacity/bounds-in-order': EVERYWHERE,
  'capacity/desired-within-bounds': EVERYWHERE,
  'capacity/room-to-run': EVERYWHERE,
  'durability/bucket-protected': PRODUCTION_ALONE,
  'durability/create-if-absent': EVERYWHERE,
  'durability/deletion-protection': PRODUCTION_ALONE,
  'durability/replicas-have-versions': EVERYWHERE,
  // Between two clouds there is nothing else: a role of one counts for nothing in the other.
  'identity/no-static-keys': TOLD,
  'lb/deletion-protection': PRODUCTION_ALONE,
  'lb/few-server-groups': EVERYWHERE,
  'lb/same-network': EVERYWHERE,
  'network/subnets-within': EVERYWHERE,
};

/** How strictly a policy is held to in a stage. */
export function levelOf(id: string, stage: Stage): Level {
  return (OTHERWISE[id] ?? USUAL)[stage];
}

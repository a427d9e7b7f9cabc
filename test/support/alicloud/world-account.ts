import { unwrap } from '../standin-provider/values.ts';
import type { Existing, World } from '../standin-provider/world.ts';
import { startAlicloudAccount, type AlicloudAccountServer } from './account.ts';
import type { EssGroup, EssModel } from './ess-model.ts';

const GROUP = 'alicloud:ess/scalingGroup:ScalingGroup';
const CONFIGURATION = 'alicloud:ess/scalingConfiguration:ScalingConfiguration';

type Inputs = Record<string, unknown>;

/**
 * An account whose groups are those that the stand-in provider has made: with their instances as soon as a configuration
 * enables them. What is changed by ESS is changed in the world.
 *
 * @param look called before each answer
 */
export function startWorldAccount(world: World, look: () => void): Promise<AlicloudAccountServer> {
  return startAlicloudAccount({
    before(model) {
      look();
      readWorld(world, model);
    },
    after: (model) => writeWorld(world, model),
    tagged: (wanted) =>
      world
        .all()
        .filter((one) => wanted.every(([key, value]) => tagsOf(one)[key] === value))
        .map(({ id, type }) => `${type}/${id}`),
  });
}

function readWorld(world: World, model: EssModel): void {
  const all = world.all();
  const enabled = new Set(
    all
      .filter(({ type, inputs }) => type === CONFIGURATION && inputs['enable'] === true)
      .map(({ inputs }) => inputs['scalingGroupId']),
  );
  const groups = all.filter(({ type }) => type === GROUP);
  for (const one of groups) {
    const known = model.groups.get(one.id);
    const now = { ...boundsOf(one), active: enabled.has(one.id), tags: tagsOf(one) };
    if (known) model.settle(Object.assign(known, now));
    else model.addGroup({ id: one.id, zones: ['cn-hangzhou-i'], ...now });
  }
  for (const group of [...model.groups.values()].filter(({ id }) => !groups.some((one) => one.id === id))) {
    for (const { id } of model.membersOf(group)) model.instances.delete(id);
    model.groups.delete(group.id);
  }
}

function writeWorld(world: World, model: EssModel): void {
  for (const { id, min, max, desired } of model.groups.values()) {
    const one = world.get(id);
    if (!one || sameBounds(boundsOf(one), { min, max, desired })) continue;
    const bounds = { minSize: min, maxSize: max, desiredCapacity: desired };
    world.put({ ...one, inputs: { ...one.inputs, ...bounds }, outputs: { ...one.outputs, ...bounds } });
  }
}

type Bounds = Pick<EssGroup, 'min' | 'max' | 'desired'>;

function boundsOf({ inputs }: Existing): Bounds {
  const { minSize, maxSize, desiredCapacity = minSize } = unwrap(inputs) as Inputs;
  return { min: Number(minSize), max: Number(maxSize), desired: Number(desiredCapacity) };
}

const sameBounds = (one: Bounds, other: Bounds): boolean =>
  one.min === other.min && one.max === other.max && one.desired === other.desired;

const tagsOf = ({ inputs }: Existing): Record<string, string> =>
  ((unwrap(inputs) as Inputs)['tags'] ?? {}) as Record<string, string>;

import type { LiveGroupState } from '../capacity/live-group.ts';
import { judgeAnswer } from '../cli/mirror/wait.ts';
import { readMirrorStatus, servesRoot } from '../cli/mirror/read-status.ts';
import type { Endpoints } from '../cli/stack/endpoints.ts';
import type { Plan } from '../topology/plan/plan.ts';
import { chooseTweak, chooseVictim, isGone, shortcomings } from './live/choose.ts';
import type { Live } from './live/live.ts';
import { waitUntil } from './run/interruption.ts';
import { LeftOut, type Step } from './run/perform.ts';
import { installFrom, projectFolder } from './tools/composer.ts';
import { skerryJson, type SkerryCall } from './tools/skerry.ts';

export interface Trial {
  run: string;
  plan: Plan;
  live: Live;
  call: SkerryCall;
  /** Package to install from the mirror. */
  wanted: string;
}

interface UpResult {
  changes: Record<string, number>;
  endpoints: Endpoints;
}

/** What is tried once the estimate is accepted. */
export function trySteps({ run, plan, live, call, wanted }: Trial): Step[] {
  const nodes = plan.regions.flatMap(({ groups }) => groups);
  let endpoints: Endpoints = {};
  /** Every group has what it wants, and `more` is missing nothing either. */
  const settled = async (
    signal: AbortSignal,
    more: (groups: LiveGroupState[]) => string[] | Promise<string[]> = () => [],
  ) =>
    await waitUntil(
      async () => {
        const groups = await live.groups();
        return [...shortcomings(groups, nodes), ...(await more(groups))];
      },
      signal,
      live.pollMs,
    );

  return [
    {
      name: 'up',
      run: async (signal) => {
        // The wait for the mirror is a step of its own, with this run's time.
        const up = await skerryJson<UpResult>(['up', run, '--yes', '--no-wait'], { ...call, signal });
        endpoints = up.endpoints;
        return [
          `${up.changes['create'] ?? 0} created`,
          ...Object.entries(endpoints).map(([what, url]) => `${what}: ${url}`),
        ];
      },
    },
    {
      name: 'healthy',
      run: async (signal) => {
        await settled(signal, async () => await missingOfMirror(endpoints.mirror, plan));
        return (await live.groups()).map(
          ({ region, name, desired }) => `${region}/${name}: ${desired} of ${desired} healthy`,
        );
      },
    },
    {
      name: 'install',
      run: async (signal) => {
        if (endpoints.mirror === undefined) throw new LeftOut('the stack has no mirror');
        const installed = await installFrom(endpoints.mirror, wanted, projectFolder(run), signal);
        const origins = [...new Set(installed.map(({ from }) => from))];
        const strangers = origins.filter((origin) => origin !== originOf(endpoints.files));
        if (strangers.length > 0)
          throw new Error(`zips came from ${strangers.join(', ')}, not from the edge`);
        return [`${wanted} and what it needs, ${installed.length} packages, from ${origins.join(', ')}`];
      },
    },
    {
      name: 'tweak',
      run: async (signal) => {
        const tweak = chooseTweak(await live.groups(), nodes);
        if (!tweak) throw new LeftOut('no group of owner iac has room between min and max');
        const { group, from, to } = tweak;
        const how = await live.setDesired(group, to, signal);
        await settled(signal, (groups) =>
          groups.some((each) => `${each.region}/${each.name}` === group && each.desired === to)
            ? []
            : [`${group} still wants another number than ${to}`],
        );
        return [`${group}: desired ${from} to ${to}, ${how}`];
      },
    },
    {
      name: 'kill',
      run: async (signal) => {
        const victim = chooseVictim(await live.groups(), nodes);
        if (!victim) throw new LeftOut('no instance is healthy');
        const { group, instance } = victim;
        const how = await live.kill(group, instance);
        await settled(signal, (groups) =>
          isGone(groups, victim) ? [] : [`${group} ${instance} is still what it was`],
        );
        return [`${group} ${instance}: ${how}; replaced`];
      },
    },
  ];
}

async function missingOfMirror(mirror: string | undefined, { mirror: asked }: Plan): Promise<string[]> {
  if (mirror === undefined || !asked) return [];
  const verdict = judgeAnswer(await readMirrorStatus(mirror), asked.composer);
  if (verdict.kind === 'refused') throw new Error(`the mirror refuses its upstream: ${verdict.reason}`);
  if (verdict.kind === 'wait') return [`the mirror: ${verdict.text}`];
  return (await servesRoot(mirror)) ? [] : [`${mirror}/packages.json is not served yet`];
}

const originOf = (url: string | undefined): string | undefined =>
  url === undefined ? undefined : new URL(url).origin;

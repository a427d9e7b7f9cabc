import type { Detection, Step } from './step.ts';

export interface DoctorItem {
  name: string;
  state: 'present' | 'missing';
  /** Version and place, or the reason why it counts as missing. */
  detail: string;
  /** How to get it; absent where it is there. */
  hint?: string;
}

/** Looks at everything and changes nothing. */
export async function examine(steps: readonly Step[]): Promise<DoctorItem[]> {
  const items: DoctorItem[] = [];
  for (const step of steps) {
    const found: Detection = await step.detect();
    const { name } = step;
    if (found.present) items.push({ name, state: 'present', detail: found.detail });
    else {
      const obstacle = await step.obstacle?.();
      const hint = obstacle ?? `\`npm run setup\` gets it. ${step.hint}`;
      items.push({ name, state: 'missing', detail: found.reason, hint });
    }
  }
  return items;
}

export function formatTable(items: readonly DoctorItem[]): string {
  const width = Math.max(...items.map(({ name }) => name.length));
  return items
    .map(({ name, state, detail, hint }) => {
      const row = `${state === 'present' ? '✓' : '✗'} ${name.padEnd(width)}  ${detail}`;
      return hint ? `${row}\n${hint.replaceAll(/^/gm, ' '.repeat(width + 4))}` : row;
    })
    .join('\n');
}

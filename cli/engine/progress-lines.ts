import { formatSeconds } from '../output/duration.ts';
import type { Paint, Style } from '../output/terminal.ts';
import type { Operation } from './events.ts';
import type { ProgressLine, Running } from './progress.ts';

interface Wording {
  sign: string;
  style: Style;
  /** Before it is done, and in a plan. */
  doing: string;
  planned: string;
  done: string;
  /** `could not be …` */
  failed: string;
}

const create: Wording = {
  sign: '+',
  style: 'green',
  doing: 'creating',
  planned: 'create',
  done: 'created',
  failed: 'created',
};
const update: Wording = {
  sign: '~',
  style: 'yellow',
  doing: 'updating',
  planned: 'update',
  done: 'updated',
  failed: 'updated',
};
const remove: Wording = {
  sign: '-',
  style: 'red',
  doing: 'deleting',
  planned: 'delete',
  done: 'deleted',
  failed: 'deleted',
};
const replace: Wording = {
  sign: '±',
  style: 'yellow',
  doing: 'replacing',
  planned: 'replace',
  done: 'replaced',
  failed: 'replaced',
};
const other: Wording = {
  sign: ' ',
  style: 'dim',
  doing: 'reading',
  planned: 'read',
  done: 'read',
  failed: 'read',
};

function wordingOf(operation: Operation): Wording {
  switch (operation) {
    case 'create':
    case 'import':
      return create;
    case 'update':
      return update;
    case 'delete':
    case 'discard':
      return remove;
    case 'delete-replaced':
    case 'discard-replaced':
      return { ...remove, doing: 'deleting the old', planned: 'delete the old', done: 'deleted the old' };
    case 'create-replacement':
    case 'replace':
    case 'import-replacement':
      return replace;
    case 'same':
    case 'refresh':
    case 'read':
    case 'read-replacement':
    case 'read-discard':
    case 'remove-pending-replace':
      return other;
  }
}

/** The text of a progress line; `planning`: of a preview, where nothing has happened yet. */
export function renderLine(line: ProgressLine, paint: Paint, planning: boolean): string[] {
  switch (line.kind) {
    case 'done': {
      const { sign, style, planned, done } = wordingOf(line.operation);
      const detail = line.detail === undefined ? '' : `  ${paint('dim', line.detail)}`;
      return planning
        ? [`${paint(style, sign)} ${planned} ${line.resource}${detail}`]
        : [
            `${paint(style, sign)} ${done} ${line.resource} ${paint('dim', `in ${formatSeconds(line.seconds)}`)}${detail}`,
          ];
    }
    case 'failed': {
      const { failed } = wordingOf(line.operation);
      const head = `${line.resource} could not be ${failed} (after ${formatSeconds(line.seconds)}):`;
      return [`${paint('red', 'x')} ${head}`, ...indent(line.reason)];
    }
    case 'missing':
      return [`${paint('yellow', '!')} ${line.resource} is gone: it is created anew`];
    case 'program':
      return line.text.split('\n');
    case 'warning':
    case 'error': {
      const style = line.kind === 'error' ? 'red' : 'yellow';
      const subject = line.resource === undefined ? '' : `${line.resource}: `;
      const [first = '', ...rest] = line.text.split('\n');
      return [`${paint(style, line.kind)}: ${subject}${first}`, ...rest.map((text) => `  ${text}`)];
    }
  }
}

/** What is under way, one line each, for a terminal that redraws them. */
export function renderRunning(running: readonly Running[], paint: Paint, columns: number): string[] {
  return running.map(({ operation, resource, seconds }) => {
    const { sign, style, doing } = wordingOf(operation);
    const text = `${doing} ${resource} ${formatSeconds(seconds)}`;
    return `${paint(style, sign)} ${text.slice(0, Math.max(0, columns - 3))}`;
  });
}

/** `3 created, 1 updated, 0.4 s` or `no changes, 2.1 s`. */
export function renderTotals(
  changes: ReadonlyMap<Operation, number>,
  seconds: number,
  planning: boolean,
): string {
  const counts = new Map<string, number>();
  for (const [operation, count] of changes) {
    // The end of a replacement was counted at its beginning.
    if (operation === 'delete-replaced' || operation === 'discard-replaced') continue;
    const { planned, done } = wordingOf(operation);
    const word = planning ? `to ${planned}` : done;
    counts.set(word, (counts.get(word) ?? 0) + count);
  }
  const parts = [...counts].map(([word, count]) => `${count} ${word}`);
  return [...(parts.length > 0 ? parts : ['no changes']), formatSeconds(seconds)].join(', ');
}

function indent(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

import { performance } from 'node:perf_hooks';

/**
 * What a long step shows while it runs.
 *
 * @typedef {{ write(text: string): unknown, isTTY?: boolean, columns?: number }} Output
 * @typedef {{
 *   detail(text: string): void,
 *   done(text: string): void,
 *   failed(): void,
 * }} RunningStep
 */

/** A terminal's line is renewed often enough to look alive; a log gets a line now and then. */
const interval = { terminal: 250, log: 15_000 };

/**
 * `8 s`, `1 min 5 s`.
 *
 * @param {number} milliseconds
 */
export function formatElapsed(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * One line of at most `columns` characters: the detail gives way, the name and the time don't.
 *
 * @param {{ name: string, milliseconds: number, detail: string, columns: number }} state
 */
export function progressLine({ name, milliseconds, detail, columns }) {
  const fixed = `… ${name}, ${formatElapsed(milliseconds)}`;
  const room = columns - fixed.length - 2;
  if (detail === '' || room < 8) return fixed;
  return `${fixed}: ${detail.length <= room ? detail : `${detail.slice(0, room - 1)}…`}`;
}

/**
 * Shows that a step runs, until `done` or `failed`.
 *
 * @param {string} name
 * @param {Output} output
 * @param {() => number} now Milliseconds.
 * @returns {RunningStep}
 */
export function showStep(name, output, now = () => performance.now()) {
  const terminal = output.isTTY === true;
  const started = now();
  let detail = '';
  const show = () => {
    const line = progressLine({
      name,
      milliseconds: now() - started,
      detail,
      columns: output.columns ?? 200,
    });
    output.write(terminal ? `\r\u001b[2K${line}` : `${line}\n`);
  };
  show();
  const timer = globalThis.setInterval(show, terminal ? interval.terminal : interval.log);
  const end = () => {
    globalThis.clearInterval(timer);
    if (terminal) output.write('\r\u001b[2K');
  };
  return {
    detail(text) {
      detail = text.trim().replaceAll(/\s+/g, ' ');
    },
    done(text) {
      end();
      output.write(`✓ ${name}: ${text} (${formatElapsed(now() - started)})\n`);
    },
    failed() {
      end();
      output.write(`✗ ${name} (after ${formatElapsed(now() - started)})\n`);
    },
  };
}

import type { MirrorStatus, SyncFailure } from '../status.ts';

/** The mirror's state for people: one page without scripts or foreign files, readable on a phone. */
export function statusPage(status: MirrorStatus | undefined, now: Date): string {
  const body = status ? sections(status, now) : '<p>The sync has not said anything yet.</p>';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="10">
<title>Mirror status</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Composer mirror</h1>
${body}
</main>
</body>
</html>
`;
}

const STYLE = `
:root { color-scheme: light dark; --line: #8884; --bad: #c0392b; --good: #1e8449; --busy: #2471a3; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .75rem 1.5rem; }
dt { font-size: .8rem; opacity: .7; } dd { margin: 0; overflow-wrap: anywhere; }
progress { width: 100%; height: .6rem; }
.state { font-weight: 600; } .idle { color: var(--good); } .refused { color: var(--bad); }
.syncing, .starting { color: var(--busy); }
ul { list-style: none; padding: 0; } li { border-top: 1px solid var(--line); padding: .6rem 0; overflow-wrap: anywhere; }
li small { display: block; opacity: .75; }
`;

function sections(status: MirrorStatus, now: Date): string {
  const { state, reason, run, upstream, complete, written, recentFailures, failures } = status;
  const facts: [string, string][] = [
    ['State', `<span class="state ${state}">${state}</span>`],
    ['Upstream', escape(upstream)],
    ['Complete as of', complete === undefined ? 'not yet' : when(complete, now)],
    ['Written', when(written, now)],
  ];
  return [
    list(facts),
    reason === undefined ? '' : `<p class="state refused">${escape(reason)}</p>`,
    run ? runSection(run, now) : '',
    failures > 0 ? failureSection(recentFailures, failures, now) : '<h2>Failures</h2>\n<p>None.</p>',
  ].join('\n');
}

function runSection(run: NonNullable<MirrorStatus['run']>, now: Date): string {
  const { packages, dists, started, ended } = run;
  const finished = packages.done + packages.failed;
  const facts: [string, string][] = [
    ['Started', when(started, now)],
    ['Ended', ended === undefined ? 'running' : when(ended, now)],
    ['Packages', `${count(finished)} of ${count(packages.total)}, ${count(packages.failed)} failed`],
    ['Archives fetched', `${count(dists.fetched)} (${bytes(dists.bytes)})`],
    ['Archives already there', count(dists.present)],
    ['Archives failed', count(dists.failed)],
  ];
  const bar = `<progress max="${packages.total}" value="${finished}">${finished} of ${packages.total}</progress>`;
  return `<h2>${ended === undefined ? 'This run' : 'Last run'}</h2>\n${bar}\n${list(facts)}`;
}

function failureSection(recent: readonly SyncFailure[], total: number, now: Date): string {
  const items = recent.map(({ package: name, url, kind, httpStatus, message, attempts, at }) => {
    const status = httpStatus === undefined ? '' : ` ${httpStatus}`;
    const tries = `${attempts} attempt${attempts === 1 ? '' : 's'}, ${when(at, now)}`;
    return `<li><strong>${escape(name)}</strong> ${kind}${status}: ${escape(message)}<small>${escape(url)}</small><small>${tries}</small></li>`;
  });
  const shown = total > recent.length ? `, the newest ${recent.length} of them` : '';
  return `<h2>Failures: ${count(total)}${shown}</h2>\n<ul>\n${items.join('\n')}\n</ul>`;
}

function list(facts: readonly [string, string][]): string {
  return `<dl>\n${facts.map(([name, value]) => `<div><dt>${name}</dt><dd>${value}</dd></div>`).join('\n')}\n</dl>`;
}

function when(iso: string, now: Date): string {
  const seconds = Math.round((now.getTime() - Date.parse(iso)) / 1000);
  return `<time datetime="${escape(iso)}" title="${escape(iso)}">${ago(seconds)}</time>`;
}

function ago(seconds: number): string {
  if (!(seconds >= 2)) return 'now';
  if (seconds < 120) return `${seconds} s ago`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min ago`;
  return seconds < 172_800
    ? `${Math.round(seconds / 3600)} h ago`
    : `${Math.round(seconds / 86_400)} days ago`;
}

function count(value: number): string {
  return value.toLocaleString('en');
}

function bytes(value: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  return `${(value / 1000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`;
}

function escape(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character]!);
}

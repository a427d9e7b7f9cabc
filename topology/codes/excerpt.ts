const indent = (line: string): number => line.length - line.trimStart().length;

/**
 * Some lines of a YAML text with those that lead to them, moved to the left.
 *
 * @param wanted indexes of lines
 */
export function excerpt(lines: readonly string[], wanted: Iterable<number>): string {
  const kept = new Set<number>();
  for (const index of wanted) {
    kept.add(index);
    let least = indent(lines[index] ?? '');
    for (let above = index - 1; above >= 0 && least > 0; above--) {
      const line = lines[above] ?? '';
      if (/^ *(?:#|$)/.test(line) || indent(line) >= least) continue;
      kept.add(above);
      least = indent(line);
    }
  }
  const shown = [...kept].sort((a, b) => a - b).map((index) => lines[index] ?? '');
  // What every stack file begins with says nothing.
  while (shown.length > 1 && /^ *(?:config|skerry:site): *$/.test(shown[0] ?? '')) shown.shift();
  const left = Math.min(...shown.map(indent));
  return shown.map((line) => line.slice(left).trimEnd()).join('\n');
}

/** Names with a common stem, as a shell would expand them: `cn-hangzhou-{i,j,k}`; of AWS `eu-central-1{a,b}`. */
export function braced(names: readonly string[]): string {
  const [first = '', ...rest] = names;
  if (rest.length === 0) return first;
  let length = 0;
  while (length < first.length && rest.every((name) => name[length] === first[length])) length += 1;
  const stem = first.slice(0, length);
  return stem === '' ? names.join(', ') : `${stem}{${names.map((name) => name.slice(length)).join(',')}}`;
}

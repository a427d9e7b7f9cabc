import { parseDocument } from 'yaml';
import { refused } from '../../cli/failure.ts';

/** A stack file with another desired capacity of a group. @param group `<region>/<name>` */
export function setDesired(text: string, group: string, desired: number): string {
  const document = parseDocument(text);
  const [region = '', name = ''] = group.split('/');
  const capacity = ['config', 'skerry:site', 'regions', region, 'groups', name, 'capacity'];
  if (!document.hasIn(capacity)) throw refused(`the stack file has no group ${group}`);
  document.setIn([...capacity, 'desired'], desired);
  return document.toString({ lineWidth: 0 });
}

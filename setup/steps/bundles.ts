import { buildBundle, removeLeftovers, staleBundles } from '../bundle.ts';
import { bundles, languageHost } from '../bundle-table.ts';
import type { Step } from '../step.ts';

export function bundlesStep(root: string): Step {
  return {
    name: 'bundles',
    detect() {
      const stale = staleBundles(root, bundles);
      const [first] = stale;
      if (!first) return { present: true, detail: `${bundles.length} files in dist/` };
      const more = stale.length > 1 ? `, and ${stale.length - 1} more` : '';
      return { present: false, reason: `dist/${first.bundle.output}: ${first.reason}${more}` };
    },
    async install(progress) {
      const stale = staleBundles(root, bundles);
      for (const { bundle } of stale) {
        progress(bundle.output);
        await buildBundle(root, bundle);
      }
      removeLeftovers(root, [...bundles, languageHost]);
      return stale.map(({ bundle }) => bundle.output).join(', ');
    },
    hint: 'To try it alone: node setup/bundle.ts [OUTPUT…]',
  };
}

import { compileSchema, staleSchema } from '../compile-schema.ts';
import type { Step } from '../step.ts';

export function schemaStep(root: string): Step {
  return {
    name: 'schema',
    detect() {
      const reason = staleSchema(root);
      return reason ? { present: false, reason } : { present: true, detail: 'topology/schema/compiled/' };
    },
    async install() {
      await compileSchema(root);
      return 'compiled the validator of stack files';
    },
    hint: 'To try it alone: node setup/compile-schema.ts',
  };
}

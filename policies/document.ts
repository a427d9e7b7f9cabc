import type { Stage } from '../topology/plan/words.ts';
import { levelOf } from './levels.ts';
import { isStackPolicy, typesOf, type Policy } from './policy.ts';
import { policies } from './registry.ts';
import { anchorOf } from './url.ts';

const STAGES: readonly Stage[] = ['production', 'staging', 'development'];

const HEAD = `# Policies

What \`pulumi preview --policy-pack policies\` holds resources to, whoever registers them: our components, or a program of your own beside them. Made from \`policies/\`: \`node policies/publish.ts\`.

\`skerry preview STACK --policies\` tells each violation at the line of the stack file that causes the resource; \`skerry policies STACK\` holds what is deployed to the same, without a program. Both print what CI systems show (\`--format sarif|junit|github|gitlab|json\`).

**Severity** says how bad a violation is, the **level** whether it stops an update: \`mandatory\` does, \`advisory\` tells, \`disabled\` says nothing. Levels are by stage, all in \`policies/levels.ts\`. The stage is the stack file's; a program of another project tells it by \`SKERRY_STAGE\`, and what nobody tells is production. \`--policy-pack-config\` lowers a level, as the engine's own documentation has it.

**What a preview can't know yet** (an id, an address, a policy made of either) is no violation. Policies over single resources are asked again in the update, before the resource is created or changed; those over a whole stack at its end.

**From** says who asks for the same: \`AWS FSBP\`, a control of AWS Foundational Security Best Practices; \`AWS Security Hub\`, a control that is not of that standard; \`infraguard\`, a rule for Alibaba Cloud. \`own\` is nobody else's. Each was looked up on 2026-11-22: controls in Security Hub's user guide ([the standard's list](https://docs.aws.amazon.com/securityhub/latest/userguide/fsbp-standard.html)), rules in [infraguard's source](https://github.com/aliyun/infraguard/tree/main/policies/aliyun/rules); where they ask for less, more, or of something else, it is said.
`;

/** docs/policies.md. */
export function renderPolicies(): string {
  const families = Map.groupBy(policies, ({ id }) => id.split('/')[0] ?? '');
  const chapters = [...families].map(([family, own]) =>
    [`## ${family}`, ...own.map(renderPolicy)].join('\n\n'),
  );
  return `${[HEAD.trim(), renderTable(), ...chapters].join('\n\n')}\n`;
}

function renderTable(): string {
  const rows = policies.map(
    ({ id, severity }) =>
      `| [${id}](#${anchorOf(id)}) | ${severity} | ${STAGES.map((stage) => levelOf(id, stage)).join(' | ')} |`,
  );
  return [
    `| Policy | Severity | ${STAGES.join(' | ')} |`,
    `|---|---|${STAGES.map(() => '---').join('|')}|`,
    ...rows,
  ].join('\n');
}

function renderPolicy(policy: Policy): string {
  const { id, summary, why, remediation, source, severity, words = [] } = policy;
  const levels = STAGES.map((stage) => `${stage} ${levelOf(id, stage)}`).join(', ');
  return [
    `### ${id}`,
    summary,
    `**Why.** ${why}`,
    `**Fix.** ${remediation}`,
    [
      `- Severity ${severity}; ${levels}`,
      `- Resources: ${typesOf(policy)
        .map((type) => `\`${type}\``)
        .join(', ')}${isStackPolicy(policy) ? ', together with those that they belong to' : ''}`,
      ...(words.length > 0 ? [`- Words: ${words.map((word) => `\`${word}\``).join(', ')}`] : []),
      `- From: ${source}`,
    ].join('\n'),
  ].join('\n\n');
}

/** The page that tells of a policy, from the repository's root. */
export const urlOf = (id: string): string => `docs/policies.md#${anchorOf(id)}`;

/** As Markdown makes an anchor of a heading that is a policy's id. */
export const anchorOf = (id: string): string => id.replaceAll('/', '');

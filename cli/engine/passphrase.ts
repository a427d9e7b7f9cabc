/**
 * The passphrase of stacks whose file carries {@link publicSalt}. It is public, and may be: a local stack keeps no
 * secret in its file (passwords and keys are made per stack, in files of mode 0600), while the engine insists on a
 * passphrase for its state. So a clone needs no key, and no start changes a committed file.
 */
export const publicPassphrase = 'skerry-local';

/** Made once by the engine from {@link publicPassphrase}; committed in `stacks/Pulumi.local.yaml`. */
export const publicSalt = 'v1:YsdAr6fNPOY=:v1:lp9RnpMkhABf/XF+:ptnjF9C1I8lEk2RMus2xBH7q4X58hQ==';

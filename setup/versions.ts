/**
 * What set-up installs, pinned. One table, checked together: a change of any row is a change of this date.
 *
 * npm packages are pinned by `package-lock.json` (Node itself among them), Go modules by the `go.sum` of their wrapper,
 * Python packages by their hashes.
 */
export const versionsChecked = '2026-11-22';

export const versions = {
  /** The Pulumi engine. The newest whose Go modules are all to be had from a restricted module proxy. */
  engine: '3.250.0',
  /** The object store of the `local` platform. */
  versitygw: '1.8.0',
  /** The AWS API emulator of the tests; everything below it is pinned in `steps/moto-requirements.txt`. */
  moto: '5.2.5',
  /** npm's `node` package of the same version; a test holds the two together. */
  node: '24.21.0',
  /** The oldest Go that can fetch the toolchain which a wrapper's go.mod asks for. */
  go: '1.21.0',
} as const;

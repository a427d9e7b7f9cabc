/**
 * A provider plugin that serves any resource type of a package, without a cloud. It knows nothing of our components, so
 * that the engine alone decides what a program registers, in which order, and what a second run would change.
 *
 * Arguments: the package's name, and the engine's address. `SKERRY_STANDIN_LEDGER` names a file that gets a line for
 * each operation.
 */
import { standInHandlers } from './handlers.ts';
import { serve } from './serve.ts';

serve(standInHandlers(process.argv[2] ?? ''));

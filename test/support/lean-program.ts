/** Tells of its process after it was made lean: `node lean-program.ts <argument>…`. */
import { makeLean } from '../../services/lean-process.ts';

console.error('start');
makeLean({ semiSpace: 1, oldSpace: 64 });
const { pid, execArgv, argv, env } = process;
const { MALLOC_ARENA_MAX: arenas, MARK: mark } = env;
console.log(JSON.stringify({ pid, execArgv, given: argv.slice(2), arenas, mark }));

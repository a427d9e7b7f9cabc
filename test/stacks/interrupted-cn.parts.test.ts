import { interruptedStack } from './support/interrupted.ts';

interruptedStack('cn-prod', { end: 'fail', types: 45 }, { end: 'kill', types: 24 });

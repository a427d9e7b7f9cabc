import { interruptedStack } from './support/interrupted.ts';

interruptedStack('aws-prod', { end: 'kill', types: 46 }, { end: 'fail', types: 29 });

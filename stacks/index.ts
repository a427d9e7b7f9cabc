import { Config, RunError, getStack } from '@pulumi/pulumi';
import { loadPlatforms } from '../components/platforms/load.ts';
import { Site } from '../components/site.ts';
import { readPlan } from './read-plan.ts';
import { type StackOutputs, stackOutputs } from './outputs.ts';

/** The program: from the stack's file to its resources. */
export default async function program(): Promise<StackOutputs> {
  const config = new Config('skerry');
  const plan = readPlan(getStack(), config.requireObject('site'));
  const site = new Site(plan, await loadPlatforms(plan.platforms), (name) => config.requireSecret(name));
  return stackOutputs(site, plan);
}

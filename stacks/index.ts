import { Config, RunError, getRootDirectory, getStack, log } from '@pulumi/pulumi';
import { requireAccounts } from '../components/account.ts';
import { PlanError } from '../components/plan-error.ts';
import { loadPlatforms } from '../components/platforms/load.ts';
import { Site } from '../components/site.ts';
import { answerQuestions } from './look-up.ts';
import { type StackOutputs, stackOutputs } from './outputs.ts';
import { spareTraces } from './lean-traces.ts';
import { leftToSkerry } from './left-to-skerry.ts';
import { readPlan } from './read-plan.ts';

spareTraces();

/** The program: from the stack's file to its resources. */
export default async function program(): Promise<StackOutputs> {
  const config = new Config('skerry');
  try {
    const plan = readPlan({
      root: getRootDirectory(),
      stack: getStack(),
      engineSite: config.getObject('site'),
      now: new Date(),
      warn: (text) => void log.warn(text),
    });
    if (process.env['SKERRY_DRIVES_ENGINE'] === undefined) {
      for (const text of leftToSkerry(plan)) void log.warn(text);
    }
    const platforms = await loadPlatforms(plan);
    await requireAccounts(platforms);
    const questions = process.env['SKERRY_LOOK_UP'];
    if (questions !== undefined) {
      await answerQuestions(questions, platforms);
      throw new PlanError('the look-up is done, and nothing is planned');
    }
    const site = new Site(plan, platforms);
    return stackOutputs(site, plan);
  } catch (error) {
    // The engine prints a RunError as it is, and any other with its stack.
    if (error instanceof PlanError) throw new RunError(error.message);
    throw error;
  }
}

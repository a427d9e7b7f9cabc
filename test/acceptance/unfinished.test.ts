import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newReport, type Runner } from '../../acceptance/report/report.ts';
import { writeReport } from '../../acceptance/report/report-file.ts';
import { thisRunner, unfinishedRuns } from '../../acceptance/unfinished.ts';
import { Project } from '../../cli/stack/project.ts';

const RUN = 'accept-0123ab';
const caps = { minutes: 90, resources: 250, price: [], unpriced: false };

describe('what earlier runs have left', () => {
  let root: string;
  let data: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'skerry-unfinished-'));
    data = join(root, 'report.json');
    await mkdir(join(root, 'stacks'));
    await writeFile(join(root, 'stacks/Pulumi.local.yaml'), 'config: {}\n');
  });
  afterEach(async () => await rm(root, { recursive: true, force: true }));

  const runs = () => unfinishedRuns(new Project(root));
  const copy = () => writeFile(join(root, `stacks/Pulumi.${RUN}.yaml`), `# report: ${data}\nconfig: {}\n`);
  const report = (by: Runner) =>
    writeReport(
      data,
      newReport({ run: RUN, stack: 'local', clone: root, by, caps, changes: [] }, new Date()),
    );

  it('is nothing where no stack file is of a run', async () => {
    await report(thisRunner());
    expect(await runs()).toEqual([]);
  });

  it('is found by its stack file, once its process is gone', async () => {
    await copy();
    await report({ ...thisRunner(), startTicks: 1 });
    expect(await runs()).toEqual([data]);
  });

  it('is none of a run that goes on', async () => {
    await copy();
    await report(thisRunner());
    expect(await runs()).toEqual([]);
  });

  it('is told where its report is gone, with what to do', async () => {
    await copy();
    await expect(runs()).rejects.toMatchObject({ fix: `skerry down ${RUN} --yes, then remove that file` });
  });
});

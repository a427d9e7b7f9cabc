import { expect, test } from 'vitest';
import { scheduledTasks } from '../../../../components/platforms/alicloud/scheduled-task-args.ts';
import { groupOf, planOf } from '../../support/plans.ts';

const plan = planOf('cn-prod');
const group = groupOf(plan, 'cn-beijing/mirror-serve');

test('schedules run by UTC and end within 365 days of the date they were renewed', () => {
  const tasks = scheduledTasks(plan, group, 'asg-1');
  expect(tasks.map(({ key }) => key)).toEqual(['workday', 'night']);
  expect(tasks[0]?.args).toEqual({
    scalingGroupId: 'asg-1',
    scheduledTaskName: expect.stringMatching(/^.{2,40}$/) as string,
    recurrenceType: 'Cron',
    recurrenceValue: '30 0 * * 1-5',
    recurrenceEndTime: '2027-11-21T00:00Z',
    launchExpirationTime: 600,
    taskEnabled: true,
    desiredCapacity: 6,
  });
});

test('only the numbers that a schedule gives are set', () => {
  const bounded = {
    ...group,
    schedules: [{ name: 'night', cron: '0 22 * * *', min: 0, max: 4, origin: '' }],
  };
  const [task] = scheduledTasks(plan, bounded, 'asg-1');
  expect(task?.args).toMatchObject({ minValue: 0, maxValue: 4 });
  expect(task?.args).not.toHaveProperty('desiredCapacity');
});

test('a schedule whose hours UTC splits over two days becomes two tasks', () => {
  const split = { ...group, schedules: [{ name: 'dawn', cron: '0 7-8 * * *', desired: 4, origin: '' }] };
  expect(scheduledTasks(plan, split, 'asg-1').map(({ key }) => key)).toEqual(['dawn', 'dawn-2']);
});

test('without the date they count from, the group is named', () => {
  const { renewed: _, ...undated } = group;
  expect(() => scheduledTasks(plan, undated, 'asg-1')).toThrow(/cn-beijing\/mirror-serve: .*renewed/);
});

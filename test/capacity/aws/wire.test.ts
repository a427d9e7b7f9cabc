import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AutoScaling } from '@aws-sdk/client-auto-scaling';
import { AwsGroup } from '../../../capacity/aws/group.ts';
import { openAws } from '../../../capacity/aws/session.ts';
import { startHttpServer, type HttpServer } from '../../support/http-server.ts';

/** What moto lacks, by the forms that AWS's API reference shows. */
let server: HttpServer;
let asked: URLSearchParams[];
let answers: { status: number; body: string }[];

beforeEach(async () => {
  asked = [];
  answers = [];
  server = await startHttpServer((request, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    request.on('end', () => {
      asked.push(new URLSearchParams(text));
      const { status, body } = answers.shift() ?? { status: 500, body: '<html>none is left</html>' };
      response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
    });
  });
  vi.stubEnv('AWS_ENDPOINT_URL', server.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'canary-secret');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await server.stop();
});

const open = () =>
  new AwsGroup(new AutoScaling({ region: 'eu-central-1', maxAttempts: 1 }), 'group-1', 'eu-central-1/git');
const result = (action: string, body: string) =>
  answers.push({
    status: 200,
    body: `<${action}Response xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><${action}Result>${body}</${action}Result></${action}Response>`,
  });
const failure = (status: number, code: string, message: string) =>
  answers.push({
    status,
    body: `<ErrorResponse xmlns="http://autoscaling.amazonaws.com/doc/2011-01-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  });

describe('a group on AWS', () => {
  it('is refreshed within bounds of health, sparing what is as it should be', async () => {
    result('StartInstanceRefresh', '<InstanceRefreshId>08b91cf7</InstanceRefreshId>');
    expect(await open().refresh({ minHealthy: 90, maxHealthy: 110 })).toBe('08b91cf7');
    expect(Object.fromEntries(asked[0] ?? [])).toMatchObject({
      Action: 'StartInstanceRefresh',
      AutoScalingGroupName: 'group-1',
      'Preferences.MinHealthyPercentage': '90',
      'Preferences.MaxHealthyPercentage': '110',
      'Preferences.SkipMatching': 'true',
    });
  });

  it('tells its activities since a time, page by page', async () => {
    const activity = (time: string, cause: string) =>
      `<member><ActivityId>a</ActivityId><AutoScalingGroupName>group-1</AutoScalingGroupName><StatusCode>Successful</StatusCode>` +
      `<StartTime>${time}</StartTime><Cause>${cause}</Cause></member>`;
    const log = (activities: string, next: string) =>
      result('DescribeScalingActivities', `<Activities>${activities}</Activities>${next}`);
    log(activity('2026-11-22T09:12:40Z', 'one'), '<NextToken>more</NextToken>');
    log(
      activity('2026-11-22T09:00:00Z', 'two') + activity('2026-11-21T09:00:00Z', 'old'),
      '<NextToken>end</NextToken>',
    );
    const found = await open().activities(new Date('2026-11-22T00:00:00Z'));
    expect(found.map(({ cause }) => cause)).toEqual(['one', 'two']);
    expect(asked).toHaveLength(2);
  });

  it.each([
    [400, 'ScalingActivityInProgress', 'Activity 1 is in progress', 'busy'],
    [400, 'ResourceContention', 'You already have a pending update', 'busy'],
    [400, 'ValidationError', 'Instance i-1 is in VPC vpc-2', 'refused'],
    [403, 'AccessDenied', 'User is not authorized to perform this', 'denied'],
    [403, 'ExpiredToken', 'The security token included in the request is expired', 'no-credentials'],
    [403, 'InvalidClientTokenId', 'The security token included in the request is invalid', 'no-credentials'],
    [503, 'ServiceUnavailable', 'try again', 'unreachable'],
  ])('answers %i %s in words: %s is %s', async (status, code, message, kind) => {
    failure(status, code, message);
    const attempt = open().setCapacity({ min: 1 });
    await expect(attempt).rejects.toMatchObject({
      name: 'GroupError',
      kind,
      message: expect.stringContaining(message) as string,
    });
    await expect(attempt).rejects.not.toMatchObject({ message: expect.stringContaining('canary') as string });
  });

  it('behind a proxy that answers by a page, or by nothing, is out of reach', async () => {
    await expect(open().read()).rejects.toMatchObject({ kind: 'unreachable' });
    await server.stop();
    await expect(open().read()).rejects.toMatchObject({ kind: 'unreachable' });
    server = await startHttpServer((_, response) => response.end());
  });
});

it('AWS without credentials in the environment is told at once', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', undefined);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', undefined);
  vi.stubEnv('AWS_EC2_METADATA_DISABLED', 'true');
  vi.stubEnv('AWS_CONFIG_FILE', '/nonexistent');
  vi.stubEnv('AWS_SHARED_CREDENTIALS_FILE', '/nonexistent');
  await expect(openAws('eu-central-1', { id: '123456789012' })).rejects.toMatchObject({
    kind: 'no-credentials',
    fix: 'give the environment AWS credentials: AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY',
  });
  expect(asked).toEqual([]);
});

import { describe, expect, it } from 'vitest';
import { openRpc } from '../../../capacity/alicloud/rpc.ts';
import { Gatekeeper, percentEncode, signatureOf } from '../../support/alicloud/rpc-signature.ts';
import { startRpcServer } from '../../support/alicloud/rpc-server.ts';

/** Published with the signature method: DescribeRegions of ECS, and SendSms with a value that isn't ASCII. */
const describeRegions = new Map(
  Object.entries({
    AccessKeyId: 'testid',
    Action: 'DescribeRegions',
    Format: 'XML',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '3ee8c1b8-83d3-44af-a94f-4e0ad82fd6cf',
    SignatureVersion: '1.0',
    Timestamp: '2016-02-23T12:46:24Z',
    Version: '2014-05-26',
  }),
);
const sendSms = new Map(
  Object.entries({
    AccessKeyId: 'testId',
    Action: 'SendSms',
    Format: 'XML',
    OutId: '123',
    PhoneNumbers: '15300000001',
    RegionId: 'cn-hangzhou',
    SignName: '阿里云短信测试专用',
    SignatureMethod: 'HMAC-SHA1',
    SignatureNonce: '45e25e9b-0a6f-4070-8c85-2956eda1b466',
    SignatureVersion: '1.0',
    TemplateCode: 'SMS_71390007',
    TemplateParam: '{"customer":"test"}',
    Timestamp: '2017-07-12T02:42:19Z',
    Version: '2017-05-25',
  }),
);

describe('the stand-in’s gate', () => {
  it('signs as the documentation does', () => {
    expect(signatureOf('GET', describeRegions, 'testsecret')).toBe('OLeaidS1JvxuMvnyHOwuJ+uX5qY=');
    expect(signatureOf('GET', sendSms, 'testSecret')).toBe('zJDF+Lrzhj/ThnlvIToysFRq6t4=');
    expect(percentEncode("a b*~/=&+'派")).toBe('a%20b%2A~%2F%3D%26%2B%27%E6%B4%BE');
  });

  const gate = () => new Gatekeeper({ secrets: new Map([['testid', 'testsecret']]) });
  const signed = new Map([...describeRegions, ['Signature', 'OLeaidS1JvxuMvnyHOwuJ+uX5qY=']]);
  const now = new Date('2016-02-23T12:50:00Z');

  it('lets the published request through, once', () => {
    const keeper = gate();
    expect(keeper.refuse('GET', signed, now)).toBeUndefined();
    expect(keeper.refuse('GET', signed, now)).toMatchObject({ code: 'SignatureNonceUsed' });
  });

  it.each([
    ['another method', 'POST', {}, now, 'SignatureDoesNotMatch'],
    ['a changed value', 'GET', { Action: 'DescribeZones' }, now, 'SignatureDoesNotMatch'],
    ['another key', 'GET', { AccessKeyId: 'other' }, now, 'InvalidAccessKeyId.NotFound'],
    ['a late arrival', 'GET', {}, new Date('2016-02-23T13:10:00Z'), 'InvalidTimeStamp.Expired'],
    ['no nonce', 'GET', { SignatureNonce: '' }, now, 'MissingSignatureNonce'],
    ['another method of signing', 'GET', { SignatureMethod: 'HMAC-SHA256' }, now, 'InvalidParameter'],
  ])('refuses %s', (_, method, changed, at, code) => {
    expect(gate().refuse(method, new Map([...signed, ...Object.entries(changed)]), at)).toMatchObject({
      code,
    });
  });
});

it('the SDK’s requests pass it, whatever their values hold', async () => {
  const values = ["a b*~/=&+'!()派", '', '%', 'x.y'];
  let seen: string[] = [];
  const server = await startRpcServer(
    { secrets: new Map([['id', 'secret']]) },
    { '2022-02-22/DescribeOddities': (params) => ((seen = params.list('Values')), {}) },
  );
  const credentials = { accessKeyId: 'id', accessKeySecret: 'secret' };
  const rpc = await openRpc({ endpoint: server.endpoint, version: '2022-02-22', credentials, where: 'test' });
  try {
    await rpc.call('DescribeOddities', { Values: values });
    expect(seen).toEqual(values);
  } finally {
    rpc.close();
    await server.stop();
  }
});

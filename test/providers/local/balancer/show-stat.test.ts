import { describe, expect, test } from 'vitest';
import { parseShowStat } from '../../../../providers/local/balancer/show-stat.ts';

const csv = [
  '# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,wredis,status,weight,',
  'http,FRONTEND,,,1,2,2000,42,0,0,0,0,0,,,,,OPEN,,',
  'http,i-1,0,0,3,4,,20,0,0,,0,,0,0,0,0,UP,1,',
  'http,i-2,0,0,0,4,,22,0,0,,0,,0,0,0,0,DOWN 1/2,1,',
  'http,BACKEND,0,0,3,5,200,42,0,0,0,0,,0,0,0,0,UP,2,',
].join('\n');

describe("haproxy's statistics", () => {
  test('are read by the names of their columns, servers only', () => {
    expect(parseShowStat(csv)).toEqual([
      { listener: 'http', server: 'i-1', status: 'UP', sessions: 3, totalSessions: 20 },
      { listener: 'http', server: 'i-2', status: 'DOWN', sessions: 0, totalSessions: 22 },
    ]);
  });

  test('of a balancer without servers are empty', () => {
    expect(parseShowStat(csv.split('\n').slice(0, 2).join('\n'))).toEqual([]);
  });
});

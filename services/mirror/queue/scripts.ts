/**
 * Each operation is one script, which Redis runs as a whole. All time is Redis's own: instances' clocks need not agree.
 *
 * ready    zset   task → ms from which it may be leased
 * leased   zset   task → ms at which its lease expires
 * tokens   hash   task → token of its lease
 * attempts hash   task → leases since it was enqueued
 * again    set    leased tasks that were enqueued meanwhile
 * run      hash   id, started, context, closing, sealed, total, done, failed, failures, c:<counter>
 * failures list   newest first
 * leader   string `<owner> <token>`, expires
 * clock    string the last token
 * present  zset   instance → ms at which it was last seen
 */
export const KEYS = [
  'ready',
  'leased',
  'tokens',
  'attempts',
  'again',
  'run',
  'failures',
  'leader',
  'clock',
  'present',
] as const;

const prelude = `
${KEYS.map((name, index) => `local ${name} = KEYS[${index + 1}]`).join('\n')}
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local function next_token()
  local token = math.max(time[1] * 1000000 + time[2], tonumber(redis.call('GET', clock) or '0') + 1)
  local text = string.format('%.0f', token)
  redis.call('SET', clock, text)
  return text
end

local function holds(task, token)
  return redis.call('HGET', tokens, task) == token
end

local function drop(task)
  redis.call('ZREM', leased, task)
  redis.call('HDEL', tokens, task)
end
`;

function script(body: string): string {
  return prelude + body;
}

export const scripts = {
  /** owner, ttl → token, or 0 */
  lead: script(`
    local current = redis.call('GET', leader)
    if current then
      local owner, token = string.match(current, '^(.*) (%d+)$')
      if owner ~= ARGV[1] then return '0' end
      redis.call('PEXPIRE', leader, ARGV[2])
      return token
    end
    local token = next_token()
    redis.call('SET', leader, ARGV[1] .. ' ' .. token, 'PX', ARGV[2])
    return token
  `),

  /** instance, ms for which it counts → tasks that wait, that are leased, ms for which the first could be leased, instances */
  load: script(`
    redis.call('ZREMRANGEBYSCORE', present, '-inf', now - ARGV[2])
    redis.call('ZADD', present, now, ARGV[1])
    redis.call('PEXPIRE', present, ARGV[2])
    local first = redis.call('ZRANGE', ready, 0, 0, 'WITHSCORES')
    local age = first[2] and math.max(0, now - tonumber(first[2])) or 0
    return { redis.call('ZCARD', ready), redis.call('ZCARD', leased), age, redis.call('ZCARD', present) }
  `),

  /** owner */
  resign: script(`
    local current = redis.call('GET', leader)
    if current and string.match(current, '^(.*) %d+$') == ARGV[1] then redis.call('DEL', leader) end
    return 1
  `),

  /** leader's token, id, started, context, closing */
  beginRun: script(`
    local current = redis.call('GET', leader)
    if not current or string.match(current, ' (%d+)$') ~= ARGV[1] then return 0 end
    redis.call('DEL', ready, leased, tokens, attempts, again, run, failures)
    redis.call('HSET', run, 'id', ARGV[2], 'started', ARGV[3], 'context', ARGV[4], 'closing', ARGV[5],
      'sealed', 0, 'total', 0, 'done', 0, 'failed', 0, 'failures', 0)
    return 1
  `),

  /** run's id, tasks… */
  enqueue: script(`
    if redis.call('HGET', run, 'id') ~= ARGV[1] then return 0 end
    local added = 0
    for index = 2, #ARGV do
      local task = ARGV[index]
      if redis.call('ZSCORE', leased, task) then
        added = added + redis.call('SADD', again, task)
      else
        added = added + redis.call('ZADD', ready, 'NX', now, task)
      end
    end
    redis.call('HINCRBY', run, 'total', added)
    return 1
  `),

  /** run's id */
  seal: script(`
    if redis.call('HGET', run, 'id') ~= ARGV[1] then return 0 end
    redis.call('HSET', run, 'sealed', 1)
    return 1
  `),

  run: script(`
    return { redis.call('HGETALL', run), redis.call('LRANGE', failures, 0, -1), redis.call('ZCARD', ready),
      redis.call('ZCARD', leased) }
  `),

  /** ttl, max → run's id, started and context, leases */
  lease: script(`
    if redis.call('EXISTS', run) == 0 then return { {}, {} } end
    for _, task in ipairs(redis.call('ZRANGEBYSCORE', leased, '-inf', now, 'LIMIT', 0, 100)) do
      drop(task)
      redis.call('ZADD', ready, now, task)
      -- It is done again anyway; only the run's sum must not wait for a second time.
      if redis.call('SREM', again, task) == 1 then redis.call('HINCRBY', run, 'total', -1) end
    end
    local leases = {}
    for _, task in ipairs(redis.call('ZRANGEBYSCORE', ready, '-inf', now, 'LIMIT', 0, ARGV[2])) do
      local token = next_token()
      redis.call('ZREM', ready, task)
      redis.call('ZADD', leased, now + ARGV[1], task)
      redis.call('HSET', tokens, task, token)
      table.insert(leases, { task, token, redis.call('HINCRBY', attempts, task, 1) })
    end
    return { redis.call('HMGET', run, 'id', 'started', 'context'), leases }
  `),

  /** ttl, (task, token)… → indexes of the lost ones, from 0 */
  extend: script(`
    local lost = {}
    for index = 2, #ARGV, 2 do
      if holds(ARGV[index], ARGV[index + 1]) then
        redis.call('ZADD', leased, 'XX', now + ARGV[1], ARGV[index])
      else
        table.insert(lost, (index - 2) / 2)
      end
    end
    return lost
  `),

  /** task, token, outcome, number of counters, (counter, sum)…, failures… */
  complete: script(`
    local task = ARGV[1]
    if not holds(task, ARGV[2]) then return 0 end
    drop(task)
    redis.call('HDEL', attempts, task)
    if redis.call('SREM', again, task) == 1 then redis.call('ZADD', ready, now, task) end
    redis.call('HINCRBY', run, ARGV[3], 1)
    local first_failure = 5 + 2 * ARGV[4]
    for index = 5, first_failure - 1, 2 do
      redis.call('HINCRBY', run, 'c:' .. ARGV[index], ARGV[index + 1])
    end
    for index = first_failure, #ARGV do redis.call('LPUSH', failures, ARGV[index]) end
    redis.call('LTRIM', failures, 0, 99)
    redis.call('HINCRBY', run, 'failures', #ARGV - first_failure + 1)
    return 1
  `),

  /** task, token, delay */
  retry: script(`
    local task = ARGV[1]
    if not holds(task, ARGV[2]) then return 0 end
    drop(task)
    redis.call('ZADD', ready, now + ARGV[3], task)
    if redis.call('SREM', again, task) == 1 then redis.call('HINCRBY', run, 'total', -1) end
    return 1
  `),

  /** task, token */
  release: script(`
    local task = ARGV[1]
    if not holds(task, ARGV[2]) then return 0 end
    drop(task)
    redis.call('ZADD', ready, now, task)
    redis.call('HINCRBY', attempts, task, -1)
    if redis.call('SREM', again, task) == 1 then redis.call('HINCRBY', run, 'total', -1) end
    return 1
  `),
};
export type ScriptName = keyof typeof scripts;

-- The answers of calls have come: their permits are free one window from now.
--
-- KEYS  1 the permits in use
-- ARGV  1 the window in microseconds, then the permits

if redis.replicate_commands then
  redis.replicate_commands()
end

local time = redis.call('TIME')
-- One more, because the time is cut to whole microseconds.
local free = tonumber(time[1]) * 1000000 + tonumber(time[2]) + tonumber(ARGV[1]) + 1
for number = 2, #ARGV do
  local ending = redis.call('ZSCORE', KEYS[1], ARGV[number])
  if ending and tonumber(ending) > free then
    redis.call('ZADD', KEYS[1], string.format('%.0f', free), ARGV[number])
  end
end

-- The key stays as long as the last of them.
local latest = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if latest[2] then
  redis.call('PEXPIREAT', KEYS[1], math.ceil(tonumber(latest[2]) / 1000))
end

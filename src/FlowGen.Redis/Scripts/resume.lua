-- A process is back that could not reach this server: what it gave meanwhile out of its own share counts here too.
--
-- KEYS  1 the permits in use
-- ARGV  1 how long a permit is in use that nobody gives back, then, of each permit, its id and for how long it is in use from now on;
--       all in microseconds

if redis.replicate_commands then
  redis.replicate_commands()
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
for number = 2, #ARGV, 2 do
  redis.call('ZADD', KEYS[1], string.format('%.0f', now + math.min(tonumber(ARGV[number + 1]), tonumber(ARGV[1]))), ARGV[number])
end

if #ARGV > 1 then
  redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[1]) / 1000))
end

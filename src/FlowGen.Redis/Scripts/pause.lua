-- The provider has refused a call: nobody is given a permit for a time. A pause that is already longer stays.
--
-- KEYS  1 until when the provider asks everybody to hold back
-- ARGV  1 for how many microseconds

if redis.replicate_commands then
  redis.replicate_commands()
end

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
local ending = now + tonumber(ARGV[1])
if ending > tonumber(redis.call('GET', KEYS[1]) or 0) then
  redis.call('SET', KEYS[1], string.format('%.0f', ending), 'PX', math.max(1, math.ceil(tonumber(ARGV[1]) / 1000)))
end

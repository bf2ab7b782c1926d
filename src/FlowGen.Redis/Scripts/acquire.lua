-- Gives permits of a quota to a process, or says when it makes sense to ask again.
--
-- KEYS  1 the permits in use, each until the microsecond at which it is free at the latest
--       2 the processes that wait, by when they came
--       3 of each of them: until when its place is kept, and how many permits it needs next
--       4 until when the provider asks everybody to hold back
-- ARGV  1 permits in a window   2 the window   3 how long a permit is in use that nobody gives back
--       4 how long a new server has to run before it is trusted   5 the longest wait until the next question
--       6 how much later than that a process may ask without losing its place   7 the process
--       8 the server that last gave it something, or nothing   9 for how long that may still be in use
--       then, for each request, first come first: its id, its permits. All times are microseconds.
-- answers: requests granted, microseconds until the next question makes sense, permits that are free, this server

-- Before Redis 5, a script that asks for the time has to say that its effects are to be replicated, not itself.
if redis.replicate_commands then
  redis.replicate_commands()
end

local used, line, places, pause = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local limit, window, unanswered = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local trusted, longest, grace, process = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), ARGV[7]
local former, counts = ARGV[8], tonumber(ARGV[9])

local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000000 + tonumber(time[2])

local function text(number)
  return string.format('%.0f', number)
end

-- What is over is forgotten. What ends later than anything given now could was given before the clock was set back.
redis.call('ZREMRANGEBYSCORE', used, '-inf', text(now))
for _, permit in ipairs(redis.call('ZRANGEBYSCORE', used, '(' .. text(now + unanswered), '+inf')) do
  redis.call('ZADD', used, text(now + unanswered), permit)
end

-- Who waits: those before this process, and all others.
local isInLine, ahead, others = false, 0, 0
for _, waiting in ipairs(redis.call('ZRANGE', line, 0, -1)) do
  if waiting == process then
    isInLine, ahead = true, others
  else
    local place = redis.call('HGET', places, waiting)
    local kept, need = string.match(place or '', '^(%d+) (%d+)$')
    if not kept or tonumber(kept) < now then
      redis.call('ZREM', line, waiting)
      redis.call('HDEL', places, waiting)
    else
      others = others + tonumber(need)
      if tonumber(kept) > now + longest + grace then
        redis.call('HSET', places, waiting, text(now + longest + grace) .. ' ' .. need)
      end
    end
  end
end

if not isInLine then
  ahead = others
end

-- Nobody is given anything while the provider wants rest, nor by a server that may have forgotten what it gave before it was restarted.
local hold = math.min(tonumber(redis.call('GET', pause) or 0) - now, 86400000000)
local info = redis.pcall('INFO', 'server')
local uptime = type(info) == 'string' and string.match(info, 'uptime_in_seconds:(%d+)')
local server = type(info) == 'string' and string.match(info, 'run_id:(%x+)') or ''
if uptime then
  hold = math.max(hold, trusted - (tonumber(uptime) - 1) * 1000000)
end

-- Nor by one that took over from another: a replica can be behind. All processes hold back, not only the one that noticed.
if former ~= '' and server ~= '' and former ~= server and counts > hold then
  hold = counts
  redis.call('SET', pause, text(now + hold), 'PX', math.max(1, math.ceil(hold / 1000)))
end

local free = limit - redis.call('ZCARD', used)
local request, granted = 10, 0
while request < #ARGV and hold <= 0 and ahead + tonumber(ARGV[request + 1]) <= free do
  local permits = tonumber(ARGV[request + 1])
  for number = 1, permits do
    redis.call('ZADD', used, text(now + unanswered), ARGV[request] .. ':' .. number)
  end

  -- Whoever has been served goes to the end of the line with its next request.
  free = free - permits
  granted = granted + 1
  request = request + 2
  ahead, isInLine = others, false
end

if granted > 0 then
  redis.call('PEXPIRE', used, math.ceil(unanswered / 1000))
  redis.call('ZREM', line, process)
  redis.call('HDEL', places, process)
end

if request >= #ARGV then
  return { granted, 0, free, server }
end

-- The permit that this request waits for: the one whose end leaves enough free for it and those ahead. One that is in use without an
-- answer is free one window from now at the earliest.
local need = tonumber(ARGV[request + 1])
local last = ahead + need - free
local wait = 0
if last > 0 then
  local ending = redis.call('ZRANGE', used, last - 1, last - 1, 'WITHSCORES')
  wait = ending[2] and math.min(tonumber(ending[2]) - now, window) or window
end

wait = math.max(1, math.min(math.max(wait, hold), longest))
if not isInLine then
  redis.call('ZADD', line, text(now), process)
end

redis.call('HSET', places, process, text(now + wait + grace) .. ' ' .. need)
redis.call('PEXPIRE', line, math.ceil((longest + grace) / 1000))
redis.call('PEXPIRE', places, math.ceil((longest + grace) / 1000))
return { granted, math.ceil(wait), free, server }

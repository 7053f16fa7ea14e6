-- For wrk: each request asks for a page that chance picks of those in the file. `wrk … -- FILE ENCODING`.
local requests, count = {}, 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(arguments)
  math.randomseed(number)
  if arguments[2] ~= "identity" then
    wrk.headers["Accept-Encoding"] = arguments[2]
  end
  for path in io.lines(arguments[1]) do
    count = count + 1
    requests[count] = wrk.format("GET", path)
  end
end

function request()
  return requests[math.random(count)]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %.6f, "p95_ms": %.3f, "p99_ms": %.3f, "bytes": %d, "wrong": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, summary.bytes,
    errors.connect + errors.read + errors.write + errors.status))
end

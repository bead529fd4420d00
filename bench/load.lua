-- Requests with random numbers in place of {id}. Arguments: path, body, first, last, verb.
local pieces, path, first, last, verb = {}, "", 0, 0, "POST"
local headers = { ["Content-Type"] = "application/json" }

function init(args)
  path, first, last, verb = args[1], tonumber(args[3]), tonumber(args[4]), args[5]
  local from = 1
  while true do
    local start, stop = args[2]:find("{id}", from, true)
    pieces[#pieces + 1] = args[2]:sub(from, start and start - 1)
    if not start then break end
    from = stop + 1
  end
  math.randomseed(os.time())
end

function request()
  local body = pieces[1]
  for index = 2, #pieces do
    body = body .. math.random(first, last) .. pieces[index]
  end
  if verb == "GET" then
    return wrk.format("GET", path .. "?" .. body)
  end
  return wrk.format("POST", path, headers, body)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "seconds": %f, "errors": %d, "p50": %f, "p99": %f}\n',
    summary.requests, summary.duration / 1e6, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3))
end

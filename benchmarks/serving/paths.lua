-- Asks for the paths in the file named after `--` in turn, and says at the end in JSON what came of it.

local paths, turn = {}, 0

function init(arguments)
  if arguments[1] and arguments[1] ~= "" then
    for line in io.lines(arguments[1]) do paths[#paths + 1] = line end
  end
end

function request()
  if #paths == 0 then return wrk.format() end
  turn = turn % #paths + 1
  return wrk.format(nil, paths[turn])
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '{"requests": %d, "duration": %d, "p50": %d, "p99": %d, "status": %d, "connect": %d, "read": %d, "write": %d, '
      .. '"timeout": %d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), errors.status, errors.connect,
    errors.read, errors.write, errors.timeout))
end

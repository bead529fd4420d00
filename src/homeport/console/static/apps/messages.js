// What a frame says and is answered. It says "command:parameters:callback:sid", where parameters are JSON, or a text, or
// missing with their colon; commands with a colon in their name come as an object. The answer is "callback:JSON".

const read = (text) => {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

// null for what is no message of the protocol: frames may say anything to each other.
export const parse = (data) => {
  if (typeof data === 'string') {
    const parts = data.split(':')
    if (parts.length < 3) return null
    const sid = parts.pop()
    const callback = parts.pop()
    const [command, ...rest] = parts
    return { command, params: read(rest.join(':')), callback, sid }
  }
  if (typeof data?.method === 'string' && typeof data.appSid === 'string') {
    return { command: data.method, params: data.params, callback: String(data.callback ?? ''), sid: data.appSid }
  }
  return null
}

export const answer = (callback, value) => `${callback}:${value === undefined ? '' : JSON.stringify(value)}`

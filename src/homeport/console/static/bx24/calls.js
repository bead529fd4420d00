// Calls of methods, with the token that the portal gave; it is renewed when it has ended.

class CallError {
  constructor (status, ex) {
    this.status = status
    this.ex = ex
  }

  toString () {
    return `${this.ex.error}: ${this.ex.error_description ?? ''} (${this.status})`
  }
}

// What a callback gets. next: asks for the page that begins at a number, and tells a callback
class Result {
  #answer
  #status
  #next
  #callback

  constructor (answer, status, next, callback) {
    this.#answer = answer
    this.#status = status
    this.#next = next
    this.#callback = callback
  }

  // The whole answer, with what no method here tells
  get answer () { return this.#answer }
  data () { return this.#answer.result }
  error () { return this.#answer.error === undefined ? undefined : new CallError(this.#status, this.#answer) }
  error_description () { return this.#answer.error_description }
  more () { return this.#answer.next !== undefined }
  total () { return this.#answer.total }
  time () { return this.#answer.time }
  next (callback = this.#callback) { return this.more() && this.#next(this.#answer.next, callback) }
}

const post = (request, method, body) => new Promise((resolve) => {
  const answered = () => {
    try {
      resolve({ status: request.status, answer: JSON.parse(request.responseText) })
    } catch {
      const ex = { error: 'NO_ANSWER', error_description: `${method} was not answered` }
      resolve({ status: request.status, answer: ex })
    }
  }
  request.onload = answered
  request.onerror = answered
  request.open('POST', `${origin}${frame.data.PATH}/${encodeURIComponent(method)}.json`)
  request.send(body) // a text without a Content-Type: browsers ask the portal no leave for it
})

const send = async (request, method, params) => {
  await frame.told
  if (getAuth() === false) await renewed()
  const body = encode(await filled(params))
  const withToken = () => `auth=${encodeURIComponent(frame.data.AUTH_ID)}&${body}`
  const first = await post(request, method, withToken())
  if (first.answer.error !== 'expired_token') return first
  await renewed()
  return post(request, method, withToken())
}

const start = (method, params, done) => {
  const request = new XMLHttpRequest()
  send(request, method, params).then(done)
  return request
}

const pageOf = (method, params) => (next, callback) => callMethod(method, { ...params, start: next }, callback)

const callMethod = (method, params, callback) => start(method, params ?? {}, ({ answer, status }) => {
  optional(callback)(new Result(answer, status, pageOf(method, params), callback))
})

const commandOf = (call) => (Array.isArray(call) ? { method: call[0], params: call[1] ?? {} } : { params: {}, ...call })

// The part of an answer of a batch that is one command's; undefined when it did not run
const partOf = (answer, key) => {
  if (answer.error !== undefined) return answer
  const { result, result_error: errors, result_total: total, result_next: next, result_time: time } = answer.result
  const [failed, found] = [errors?.[key], result?.[key]]
  if (failed === undefined && found === undefined) return undefined
  return { ...failed, result: found, total: total?.[key], next: next?.[key], time: time?.[key] }
}

const callBatch = (calls, callback, halt = false) => {
  const commands = Object.entries(calls).map(([key, call]) => [key, commandOf(call)])
  const written = async ([key, { method, params }]) => [key, `${method}?${encode(await filled(params))}`]
  Promise.all(commands.map(written)).then((cmd) => {
    start('batch', { halt: halt ? 1 : 0, cmd: Object.fromEntries(cmd) }, ({ answer, status }) => {
      const results = Array.isArray(calls) ? [] : {}
      for (const [key, { method, params }] of commands) {
        const part = partOf(answer, key)
        if (part !== undefined) results[key] = new Result(part, status, pageOf(method, params), callback)
      }
      optional(callback)(results)
    })
  })
}

const handlerOf = (event, handler, authType) => ({
  event,
  handler,
  ...(authType === undefined || authType === null ? {} : { auth_type: authType })
})

const callBind = (event, handler, authType, callback) => callMethod('event.bind', handlerOf(event, handler, authType), callback)
const callUnbind = (event, handler, authType, callback) => callMethod('event.unbind', handlerOf(event, handler, authType), callback)

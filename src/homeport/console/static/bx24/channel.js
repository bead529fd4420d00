// The conversation with the page of the portal that the frame is in. Its name says which portal, and for which showing of
// the application: "DOMAIN|PROTOCOL|APP_SID".

const [domain = '', protocol, sid] = window.name.split('|')
const host = domain.replace(/:(80|443)$/, '')
const origin = `${protocol === '1' ? 'https' : 'http'}://${host}`

const listeners = new Map()
let said = 0

// Tell the portal's page something. answered: called with its answer, each time while it stays.
const say = (command, params, answered, stays = false) => {
  if (!sid) throw new Error('BX24.js works in the frame that a portal opens an application in. Open the application there.')
  const id = answered === undefined ? '' : `bx24-${++said}`
  if (answered !== undefined) listeners.set(id, { answered, stays })
  const message = command.includes(':')
    ? { method: command, params: params ?? '', callback: id, appSid: sid }
    : [command, params === undefined ? '' : JSON.stringify(params), id, sid].join(':')
  window.parent.postMessage(message, origin)
}

window.addEventListener('message', ({ source, origin: from, data }) => {
  if (source !== window.parent || from !== origin || typeof data !== 'string') return
  const end = data.indexOf(':')
  const id = data.slice(0, end)
  const listener = listeners.get(id)
  if (listener === undefined) return
  if (!listener.stays) listeners.delete(id)
  const text = data.slice(end + 1)
  if (text === '') listener.answered()
  else listener.answered(JSON.parse(text))
})

const isFunction = (value) => typeof value === 'function'
const optional = (callback) => (isFunction(callback) ? callback : () => {})

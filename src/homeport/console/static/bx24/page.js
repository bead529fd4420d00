// The application's own page: its readiness, its events, its size.

const isReady = () => document.readyState !== 'loading'

const ready = (handler) => {
  if (!isFunction(handler)) return
  if (isReady()) handler()
  else document.addEventListener('DOMContentLoaded', () => handler(), { once: true })
}

const OTHER_NAMES = {
  mousewheel: ['DOMMouseScroll'],
  transitionend: ['webkitTransitionEnd', 'msTransitionEnd', 'oTransitionEnd']
}

const namesOf = (event) => [event, ...(OTHER_NAMES[event] ?? [])]

const bind = (element, event, handler) => {
  for (const name of namesOf(event)) element.addEventListener(name, handler)
}

const unbind = (element, event, handler) => {
  for (const name of namesOf(event)) element.removeEventListener(name, handler)
}

const getDomNode = (node) => (typeof node === 'string' ? document.getElementById(node) : node)

const contexts = []
const proxies = new WeakMap()

const proxy = (handler, thisObject) => {
  if (!proxies.has(handler)) proxies.set(handler, new Map())
  const made = proxies.get(handler)
  if (!made.has(thisObject)) {
    made.set(thisObject, function (...given) {
      contexts.push(this)
      try {
        return handler.apply(thisObject, given)
      } finally {
        contexts.pop()
      }
    })
  }
  return made.get(thisObject)
}

const proxyContext = () => contexts.at(-1) ?? null

const load = (src) => new Promise((resolve, reject) => {
  const script = document.createElement('script')
  script.onload = resolve
  script.onerror = () => reject(new Error(`${src} could not be loaded`))
  script.src = src
  document.head.append(script)
})

const loadScript = (scripts, callback) => ready(async () => {
  for (const src of [scripts].flat()) await load(src)
  optional(callback)()
})

const LONGEST = 1000 // milliseconds: a page that nobody sees is given no size

// Resolves once the page has a size that the portal's page has given to the frame, in pixels
const sized = ({ width, height }) => new Promise((resolve) => {
  const look = () => {
    if (Math.abs(window.innerWidth - width) <= 1 && Math.abs(window.innerHeight - height) <= 1) end()
  }
  const end = () => {
    window.removeEventListener('resize', look)
    clearTimeout(latest)
    resolve()
  }
  const latest = setTimeout(end, LONGEST)
  window.addEventListener('resize', look)
  look()
})

const getScrollSize = () => {
  const { scrollWidth, offsetWidth, scrollHeight, offsetHeight } = document.documentElement
  return { scrollWidth: Math.max(scrollWidth, offsetWidth), scrollHeight: Math.max(scrollHeight, offsetHeight) }
}

// What the portal's page does for the application: windows, dialogs, settings, placements.

const resizeWindow = (width, height, callback) => {
  const tall = Number.parseInt(height)
  const wide = width === '100%' ? width : Number.parseInt(width) || 100
  if (tall > 0) say('resizeWindow', { width: wide, height: tall }, async (size) => {
    await sized(size)
    optional(callback)()
  })
}

const fitWindow = (callback) => resizeWindow('100%', getScrollSize().scrollHeight, callback)

const scrollParentWindow = (scroll, callback) => {
  const position = Number.parseInt(scroll)
  if (!Number.isNaN(position)) say('setScroll', { scroll: position }, optional(callback))
}

const reloadWindow = (callback) => say('reloadWindow', undefined, optional(callback))
const setTitle = (title, callback) => say('setTitle', { title: String(title) }, optional(callback))
const closeApplication = (callback) => say('closeApplication', undefined, optional(callback))
const openPath = (path, callback) => say('openPath', { path }, optional(callback))

const openApplication = (params, closed, settings = {}) => {
  const named = Object.entries(settings).map(([name, value]) => [`bx24_${name}`, value])
  say('openApplication', { ...params, ...Object.fromEntries(named) }, optional(closed))
}

const selectUser = (...given) => say('selectUser', { mult: false }, given.find(isFunction))
const selectUsers = (...given) => say('selectUser', { mult: true }, given.find(isFunction))
const selectAccess = (...given) => say('selectAccess', { value: given.find(Array.isArray) ?? [] }, given.find(isFunction))
const selectCRM = (params, callback) => say('selectCRM', params ?? {}, optional(callback))

const im = {
  callTo: (userId, video) => say('imCallTo', { userId, video }),
  phoneTo: (phone) => say('imPhoneTo', { phone }),
  openMessenger: (dialogId) => say('imOpenMessenger', { dialogId }),
  openHistory: (dialogId) => say('imOpenHistory', { dialogId })
}

const userOption = {
  get: (name) => frame.data?.USER_OPTIONS[name],
  set: (name, value) => {
    frame.data.USER_OPTIONS[name] = value
    say('setUserOption', { name, value })
  }
}

const appOption = {
  get: (name) => frame.data?.APP_OPTIONS[name],
  set: (name, value, callback) => say('setAppOption', { name, value }, (options) => {
    frame.data.APP_OPTIONS = options
    optional(callback)(options)
  })
}

const placement = {
  info: () => ({ placement: frame.data?.PLACEMENT ?? 'DEFAULT', options: frame.data?.PLACEMENT_OPTIONS ?? {} }),
  getInterface: (callback) => say('getInterface', undefined, optional(callback)),
  call: (command, params, callback) => say(command, params ?? undefined, optional(callback), command.startsWith('bind')),
  bindEvent: (event, callback) => say('placementBindEvent', { event }, optional(callback), true)
}

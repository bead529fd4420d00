// From the first word of the portal's page to the application's own start; the tokens in between.

const frame = { data: null, ends: 0, launched: false, settingUp: false, asked: false }
frame.told = new Promise((resolve) => { frame.tell = resolve })

const starters = []
const installers = []

const keep = ({ AUTH_ID, REFRESH_ID, AUTH_EXPIRES }) => {
  Object.assign(frame.data, { AUTH_ID, REFRESH_ID })
  frame.ends = Date.now() + Number(AUTH_EXPIRES) * 1000
}

const launch = () => {
  frame.launched = true
  for (const starter of starters.splice(0)) starter()
}

const begin = (data) => {
  frame.data = data
  keep(data)
  frame.tell()
  if (data.FIRST_RUN) {
    say('setInstall', { install: true })
    if (installers.length > 0) {
      frame.settingUp = true
      for (const installer of installers.splice(0)) installer()
      return
    }
  }
  launch()
}

const ask = () => {
  if (frame.asked) return
  frame.asked = true
  say('getInitData', undefined, (data) => ready(() => begin(data)))
}

const init = (callback) => {
  if (frame.launched) {
    optional(callback)()
    return
  }
  starters.push(optional(callback))
  ask()
}

const install = (handler) => {
  installers.push(isFunction(handler) ? handler : () => loadScript(handler, installFinish))
  ask()
}

const installFinish = () => {
  if (frame.data?.INSTALL) {
    say('setInstallFinish')
  } else if (frame.settingUp) {
    frame.settingUp = false
    launch()
  }
}

const getAuth = () => {
  if (frame.data === null || frame.ends <= Date.now()) return false
  const { AUTH_ID, REFRESH_ID, MEMBER_ID } = frame.data
  return { access_token: AUTH_ID, refresh_token: REFRESH_ID, expires_in: frame.ends, domain: host, member_id: MEMBER_ID }
}

let renewing = null

// Resolves once the tokens are new; one request of the portal serves all who wait.
const renewed = () => {
  renewing ??= new Promise((resolve) => {
    say('refreshAuth', undefined, (tokens) => {
      keep(tokens)
      renewing = null
      resolve()
    })
  })
  return renewing
}

const refreshAuth = (callback) => {
  frame.told.then(renewed).then(() => optional(callback)(getAuth()))
}

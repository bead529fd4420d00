// @bitrix24/b24jssdk on Node: B24OAuth, how it renews tokens, and how it waits when the portal is busy.
import { readFileSync } from 'node:fs'
import { ApiVersion, B24OAuth } from '@bitrix24/b24jssdk'

const settings = JSON.parse(readFileSync(0, 'utf8'))
const LATER = Math.floor(Date.now() / 1000) + 86400

// The SDK's clock: where its limiter waits, the time is that much later at once.
const realNow = Date.now
let skipped = 0
Date.now = () => realNow() + skipped

function withoutWaiting(b24, waits) {
  b24.getHttpClient(ApiVersion.v2)._restrictionManager.waiteDelay = async wait => {
    waits.push(wait)
    skipped += Math.ceil(wait)
  }
}

// `expires` is in the future unless said: then only the portal's refusal tells that a token has expired
function application(held, { secret = settings.client_secret, expires = LATER } = {}) {
  const [accessToken, refreshToken] = settings[held]
  return new B24OAuth(
    {
      applicationToken: '', userId: 3, memberId: 'm', accessToken, refreshToken, expires, expiresIn: 3600,
      scope: 'crm,user', domain: new URL(settings.https).host, clientEndpoint: `${settings.https}/rest/`,
      serverEndpoint: `${settings.https}/rest/`, status: 'L'
    },
    { clientId: settings.client_id, clientSecret: secret }
  )
}

async function call(b24, method, params = {}) {
  const answer = await b24.actions.v2.call.make({ method, params })
  return answer.isSuccess ? answer.getData().result : { failed: answer.getErrorMessages() }
}

async function renewed(held, make, options) {
  const b24 = application(held, options)
  const told = []
  b24.setCallbackRefreshAuth(async ({ authData, b24OAuthParams }) => {
    told.push({
      fresh: authData.access_token !== settings[held][0] && authData.refresh_token !== settings[held][1],
      same: b24OAuthParams.accessToken === authData.access_token,
      endpoint: b24OAuthParams.clientEndpoint,
      scope: b24OAuthParams.scope,
      status: b24OAuthParams.status
    })
  })
  return { value: await make(b24), told }
}

const profile = async b24 => (await call(b24, 'profile')).ID

async function batch(b24) {
  const calls = { who: { method: 'profile' }, deals: ['crm.deal.list', { select: ['ID'] }] }
  const answer = await b24.actions.v2.batch.make({ calls, options: { isHaltOnError: true } })
  const { who, deals } = answer.getData()
  return { who: who.ID, deals: deals.length }
}

async function version3(b24) {
  const answer = await b24.actions.v3.call.make({ method: 'rest.scope.list', params: {} })
  return { success: answer.isSuccess, errors: answer.getErrorMessages() }
}

async function waited(method) {
  const waits = []
  const b24 = application('fresh')
  withoutWaiting(b24, waits)
  try {
    return { value: Object.keys(await call(b24, method)).length > 0, waits }
  } catch (error) {
    return { code: error.code, status: error.status, waits }
  }
}

const calls = {
  fresh: () => renewed('fresh', profile),
  expired: () => renewed('expired', profile),
  'expired by its own clock': () => renewed('expired by its own clock', profile, { expires: 1 }),
  'expired before a batch': () => renewed('expired before a batch', batch),
  'expired before many calls': () => renewed('expired before many calls', b24 => Promise.all(
    Array.from({ length: 5 }, () => profile(b24))
  )),
  'REST 3.0': () => renewed('fresh', version3),
  'used refresh token': () => application('expired').auth.refreshAuth(),
  'wrong secret': () => application('fresh', { secret: 'wrong' }).auth.refreshAuth(),
  admin: async () => {
    const b24 = application('fresh')
    await b24.initIsAdmin()
    return b24.auth.isAdmin
  },
  busy: () => waited('crm.lead.fields'),
  'busy for good': () => waited('crm.deal.fields'),
  'slowed down': () => waited('crm.contact.fields'),
  'slowed down for good': () => waited('crm.company.fields')
}

const outcomes = {}
for (const [name, make] of Object.entries(calls)) {
  try {
    outcomes[name] = { value: await make() }
  } catch (error) {
    outcomes[name] = { raised: [error.name], text: error.message, code: error.code, status: error.status }
  }
}
process.stdout.write(JSON.stringify(outcomes))

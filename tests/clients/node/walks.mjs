// @bitrix24/b24jssdk on Node walks every list with each of its helpers, by each number that its rows have.
import { readFileSync } from 'node:fs'
import { B24Hook, B24OAuth, ParamsFactory } from '@bitrix24/b24jssdk'

const settings = JSON.parse(readFileSync(0, 'utf8'))
const LATER = 4102444800
const TOO_MANY = 100 // answers, after which a walk has no end

const hook = B24Hook.fromWebhookUrl(settings.webhook)
const application = new B24OAuth(
  {
    applicationToken: '', userId: 1, memberId: 'm', accessToken: settings.access, refreshToken: '', expires: LATER,
    expiresIn: 3600, scope: 'crm', domain: new URL(settings.https).host, clientEndpoint: `${settings.https}/rest/`,
    serverEndpoint: `${settings.https}/rest/`, status: 'L'
  },
  { clientId: settings.client_id, clientSecret: settings.client_secret }
)

// the SDK holds back its own calls, and nothing here is about that
const unlimited = ParamsFactory.getDefault()
unlimited.rateLimit = { burstLimit: 1e6, drainRate: 1e6, adaptiveEnabled: false }
for (const b24 of [hook, application]) {
  await b24.setRestrictionManagerParams(unlimited)
}

const b24Of = each => (each.token ? application : hook)
const optionsOf = (each, idKey) => ({
  method: each.method, params: { ...each.params }, idKey, customKeyForResult: each.wrapper || undefined
})

async function callList(each, idKey) {
  const answer = await b24Of(each).actions.v2.callList.make(optionsOf(each, idKey))
  if (!answer.isSuccess) {
    throw new Error(answer.getErrorMessages().join('; '))
  }
  return answer.getData()
}

async function gather(pages) {
  const found = []
  let count = 0
  for await (const page of pages) {
    found.push(...page)
    if ((count += 1) > TOO_MANY) {
      throw new Error('the walk has no end')
    }
  }
  return found
}

const fetchList = (each, idKey) => gather(b24Of(each).actions.v2.fetchList.make(optionsOf(each, idKey)))
const fetchListMethod = each =>
  gather(b24Of(each).fetchListMethod(each.method, { ...each.params }, each.key || 'ID', each.wrapper || undefined))

async function callListMethod(each) {
  return (await b24Of(each).callListMethod(each.method, { ...each.params }, null, each.wrapper || undefined)).getData()
}

const calls = {}
for (const each of settings.lists) {
  const name = each.method
  calls[`callListMethod ${name}`] = () => callListMethod(each)
  calls[`fetchListMethod ${name}`] = () => fetchListMethod(each)
  for (const key of each.key ? [each.key] : ['ID', ...each.numbers]) {
    // fetchList first: one that has no end is seen there, and callList would not return
    calls[`fetchList by ${key} ${name}`] = () => fetchList(each, key)
    calls[`callList by ${key} ${name}`] = async () => {
      await fetchList(each, key)
      return callList(each, key)
    }
  }
}

const outcomes = {}
for (const [name, make] of Object.entries(calls)) {
  try {
    outcomes[name] = { value: await make() }
  } catch (error) {
    outcomes[name] = { raised: [error.name], text: error.message }
  }
}
process.stdout.write(JSON.stringify(outcomes))

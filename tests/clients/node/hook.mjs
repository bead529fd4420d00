// @bitrix24/b24jssdk on Node: B24Hook and its actions of REST 2.
import { readFileSync } from 'node:fs'
import { B24Hook, B24OAuth } from '@bitrix24/b24jssdk'

const settings = JSON.parse(readFileSync(0, 'utf8'))
const LIST = 'crm.activity.binding.list'
const hookOf = url => B24Hook.fromWebhookUrl(url)
const admin = hookOf(settings.admin)
const marked = { ORIGINATOR_ID: settings.mark }

async function call(b24, method, params = {}) {
  const answer = await b24.actions.v2.call.make({ method, params })
  if (!answer.isSuccess) {
    return { failed: answer.getErrorMessages() }
  }
  return answer.getData().result
}

async function time() {
  const answer = await admin.actions.v2.call.make({ method: LIST, params: { activityId: settings.activity } })
  return answer.getData().time
}

// a token of an application that is not there: the SDK offers no other way to call without a webhook's code
function withoutToken() {
  const b24 = new B24OAuth(
    {
      applicationToken: '', userId: 1, memberId: '', accessToken: '', refreshToken: '',
      expires: 2000000000, expiresIn: 3600, scope: 'crm', domain: new URL(settings.https).host,
      clientEndpoint: settings.bare, serverEndpoint: settings.bare, status: 'L'
    },
    { clientId: 'local.none', clientSecret: 'none' }
  )
  return call(b24, LIST, { activityId: settings.activity })
}

const idsOf = (records, key) => records.map(record => Number(record[key]))

async function callList(method) {
  const answer = await admin.actions.v2.callList.make({
    method, params: { select: ['ID'], filter: marked }, idKey: 'ID'
  })
  return idsOf(answer.getData(), 'ID')
}

async function fetchList(method) {
  const pages = []
  const options = { method, params: { select: ['ID'], filter: marked }, idKey: 'ID' }
  for await (const page of admin.actions.v2.fetchList.make(options)) {
    pages.push(idsOf(page, 'ID'))
  }
  return pages
}

const itemOptions = {
  method: 'crm.item.list',
  params: { entityTypeId: 2, select: ['id'], filter: { originatorId: settings.mark } },
  idKey: 'id',
  customKeyForResult: 'items'
}

async function callItems() {
  return idsOf((await admin.actions.v2.callList.make(itemOptions)).getData(), 'id')
}

async function fetchItems() {
  const pages = []
  for await (const page of admin.actions.v2.fetchList.make(itemOptions)) {
    pages.push(idsOf(page, 'id'))
  }
  return pages
}

// page by page through `next`, as classic scripts do
async function fetchNext() {
  const found = []
  const params = { select: ['ID'], filter: marked, order: { ID: 'ASC' } }
  let answer = await admin.actions.v2.call.make({ method: 'crm.deal.list', params })
  const total = answer.getTotal()
  for (;;) {
    found.push(...idsOf(answer.getData().result, 'ID'))
    const start = found.length
    if (!answer.isMore()) {
      return { total, found }
    }
    answer = await admin.actions.v2.call.make({ method: 'crm.deal.list', params: { ...params, start } })
  }
}

async function batch(calls, isHaltOnError) {
  const answer = await admin.actions.v2.batch.make({ calls, options: { isHaltOnError } })
  return { success: answer.isSuccess, errors: answer.getErrorMessages(), data: answer.getData() }
}

async function batchByChunk() {
  const calls = settings.walked['crm.deal.list'].map(id => ['crm.deal.get', { id }])
  const answer = await admin.actions.v2.batchByChunk.make({ calls, options: { isHaltOnError: true } })
  return idsOf(answer.getData(), 'ID')
}

const known = { activityId: settings.activity }
const unknown = { activityId: settings.missing }
const calls = {
  list: () => call(admin, LIST, known),
  time,
  missing: () => call(admin, LIST),
  unknown: () => call(admin, LIST, unknown),
  denied: () => call(hookOf(settings.seller), LIST, { activityId: settings.hidden }),
  'wrong code': () => call(hookOf(settings.wrong), LIST, known),
  'no credential': withoutToken,
  narrow: () => call(hookOf(settings.narrow), LIST, known),
  'no method': () => call(admin, 'crm.activity.binding.unheard'),
  batch: () => batch({ a: { method: LIST, params: known }, b: ['crm.deal.list', { select: ['ID'] }] }, true),
  'batch as a list': () => batch([[LIST, known], ['crm.deal.list', { select: ['ID'] }]], true),
  'batch with errors': () => batch({ bad: [LIST, unknown], good: [LIST, known] }, false),
  'batch by chunk': batchByChunk,
  'walk by next': fetchNext,
  'walk items': callItems,
  'fetch items': fetchItems
}
for (const method of ['crm.deal.list', 'crm.lead.list', 'crm.contact.list']) {
  calls[`walk ${method}`] = () => callList(method)
  calls[`fetch ${method}`] = () => fetchList(method)
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

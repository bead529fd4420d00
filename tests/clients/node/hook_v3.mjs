// @bitrix24/b24jssdk on Node: B24Hook and its actions of REST 3.0.
import { readFileSync } from 'node:fs'
import { B24Hook, BatchRefV3 as R } from '@bitrix24/b24jssdk'

const settings = JSON.parse(readFileSync(0, 'utf8'))
const SCOPES = 'rest.scope.list'
const admin = B24Hook.fromWebhookUrl(settings.admin)

const tell = answer => ({ success: answer.isSuccess, errors: answer.getErrorMessages(), data: answer.getData() })

async function call(b24, method, params = {}) {
  return tell(await b24.actions.v3.call.make({ method, params }))
}

async function batch(calls) {
  return tell(await admin.actions.v3.batch.make({ calls }))
}

const calls = {
  call: () => call(admin, SCOPES),
  'no method': () => call(admin, 'crm.activity.binding.list', { activityId: settings.activity }),
  'wrong code': () => call(B24Hook.fromWebhookUrl(settings.wrong), SCOPES),
  'batch as a list': () => batch([[SCOPES, {}], { method: SCOPES, params: { unread: 1 } }]),
  'batch by name': () => batch({ first: [SCOPES, {}], second: { method: SCOPES } }),
  'batch with references': () => batch([
    { method: SCOPES, as: 'scopes' },
    { method: SCOPES, params: { all: R.refArray('scopes.method'), one: [R.ref('scopes.items.0.method')] } }
  ]),
  'batch with a wrong reference': () => batch([
    { method: SCOPES, as: 'scopes' }, { method: SCOPES, params: { all: R.refArray('scopes.nothing') } }
  ]),
  'batch with an error': () => batch([[SCOPES, {}], ['tasks.task.unheard', {}]])
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

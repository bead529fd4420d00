// Dialogs in which people choose for an application. What they are shown is what they may see; null when they chose nothing.

import { choose } from './chooser.js'
import { ask } from './server.js'

const KINDS = { lead: 'Leads', contact: 'Contacts', company: 'Companies', deal: 'Deals', quote: 'Quotes' }

const find = (what) => (text) => ask(`/apps/find/${what}/`, { text })

const named = ({ id, name }) => ({ id, name })

export const selectUser = async (frame, { mult = false }) => {
  const multiple = mult === true
  const chosen = await choose({
    title: multiple ? 'Choose employees' : 'Choose an employee',
    asker: frame.launch.title,
    multiple,
    find: find('user')
  })
  if (chosen === null) return null
  return multiple ? chosen.map(named) : named(chosen[0])
}

export const selectAccess = async (frame, { value }) => {
  const chosen = await choose({
    title: 'Choose who has access',
    asker: frame.launch.title,
    multiple: true,
    barred: Array.isArray(value) ? value.map(String) : [],
    find: find('access')
  })
  return chosen?.map(named) ?? null
}

export const selectCrm = async (frame, { entityType, multiple, value }) => {
  const asked = [entityType].flat().filter((kind) => Object.hasOwn(KINDS, kind))
  const kinds = asked.length > 0 ? asked : Object.keys(KINDS)
  const several = multiple === true
  const ids = [value ?? []].flat().filter((id) => typeof id === 'string')
  const before = several && ids.length > 0 ? await ask('/apps/find/chosen/', { ids: ids.join(',') }) : []
  const chosen = await choose({
    title: several ? 'Choose CRM records' : 'Choose a CRM record',
    asker: frame.launch.title,
    multiple: several,
    kinds: kinds.map((kind) => [kind, KINDS[kind]]),
    chosen: before.filter(({ type }) => kinds.includes(type)).map(shown),
    find: async (text, kind) => (await find(kind)(text)).map(shown)
  })
  if (chosen === null) return null
  const records = chosen.map(({ record }) => record)
  return Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, records.filter(({ type }) => type === kind)]))
}

const shown = (record) => ({ id: record.id, name: record.title, description: record.desc, record })

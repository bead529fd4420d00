// What an application may ask of the page around it: its command, with the frame, the parameters, and the callback's name.
// What a command returns is the answer.

import { selectAccess, selectCrm, selectUser } from './dialogs.js'
import { tell } from './server.js'
import { openApplication, openPath } from './sliders.js'

// No answer is given: the person chose nothing, or there is nothing of that kind here.
export const UNANSWERED = Symbol('unanswered')

const DONE = []
const NOT_HERE = { result: 'error', errorCode: 'METHOD_NOT_SUPPORTED_ON_DEVICE' }
const TALLEST = 30000

const getInitData = (frame) => ({ ...frame.data, ...frame.tokens })

const refreshAuth = async (frame) => {
  frame.keep(await frame.post('tokens'))
  return frame.tokens
}

const setInstall = async (frame) => {
  await frame.post('launched')
  frame.data.FIRST_RUN = false
  return DONE
}

const setInstallFinish = async (frame) => {
  if (!frame.data.INSTALL) return DONE
  await frame.post('installed')
  location.assign(`/apps/${frame.app}/`)
  return UNANSWERED
}

const setOption = (whose, kept) => async (frame, { name, value = null }) => {
  const { options, refusal } = await frame.post(`options/${whose}`, { name: String(name ?? ''), value: JSON.stringify(value) })
  if (refusal !== null) tell(`${frame.launch.title} could not keep a setting: ${refusal}.`)
  frame.data[kept] = options
  return options
}

// Answers once the frame has its new size, and says it. In a slider, the slider gets the width, and the frame fills the rest.
const resizeWindow = ({ element, place }, { width, height }) => {
  const [wide, tall] = [Number.parseInt(width), Number.parseInt(height)]
  const slider = place.closest('dialog.slider')
  if (!String(width).endsWith('%')) (slider ?? place).style.width = wide > 0 ? `${wide}px` : ''
  else if (slider === null) place.style.width = ''
  if (tall > 0) element.style.height = `${Math.min(tall, TALLEST)}px`
  return sizeOf(element)
}

// In whole pixels of the page inside; it is told to the frame before what is said to it next
const sizeOf = ({ clientWidth, clientHeight }) => ({ width: clientWidth, height: clientHeight })

const reloadWindow = (frame) => {
  if (frame.slider === null) location.reload()
  else frame.open()
  return UNANSWERED
}

const setTitle = ({ heading, element }, { title }) => {
  const text = String(title ?? '')
  element.title = text
  if (heading !== null) heading.textContent = text
  if (heading?.matches('[data-app-title]')) document.title = `${text} · Homeport`
  return DONE
}

const setScroll = (frame, { scroll }) => {
  if (frame.slider === null) window.scrollTo({ top: Number.parseInt(scroll) || 0 })
  return DONE
}

const closeApplication = (frame) => {
  frame.slider?.close()
  return frame.slider === null ? DONE : UNANSWERED
}

const getInterface = (frame) => {
  const { command, event } = frame.launch.interface
  return { command: [...command, ...frame.commands.keys()], event }
}

const reloadData = (frame) => {
  if (!frame.launch.interface.command.includes('reloadData')) return UNANSWERED
  frame.place.dispatchEvent(new CustomEvent('app:reload-data', { bubbles: true }))
  return undefined
}

const noMessenger = (wish) => (frame) => {
  tell(`${frame.launch.title} wants to ${wish}. This portal has no messenger and no telephone.`)
  return NOT_HERE
}

// One dialog at a time: what else an application asks for meanwhile is not answered
const chosen = (dialog) => async (frame, params) => {
  if (document.querySelector('dialog.chooser') !== null) return UNANSWERED
  return (await dialog(frame, params)) ?? UNANSWERED
}

export const COMMANDS = new Map(Object.entries({
  getInitData,
  refreshAuth,
  setInstall,
  setInstallFinish,
  setAppOption: setOption('app', 'APP_OPTIONS'),
  setUserOption: setOption('user', 'USER_OPTIONS'),
  resizeWindow,
  reloadWindow,
  setTitle,
  setScroll,
  openApplication,
  closeApplication,
  openPath,
  selectUser: chosen(selectUser),
  selectAccess: chosen(selectAccess),
  selectCRM: chosen(selectCrm),
  showAppForm: () => NOT_HERE,
  getInterface,
  reloadData,
  imCallTo: noMessenger('call somebody'),
  imPhoneTo: noMessenger('call a telephone number'),
  imOpenMessenger: noMessenger('open a chat'),
  imOpenHistory: noMessenger('open the history of a chat')
}))

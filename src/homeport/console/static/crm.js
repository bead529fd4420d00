// Pages of the CRM beyond links and forms: the dialog that htmx fills, and cards that are dragged between stages.

import { slidePage } from './apps/sliders.js'
import './offers.js'

const dialog = document.getElementById('dialog')
let opener = null // the activity whose binding is being changed, to return to it

document.addEventListener('htmx:afterSwap', (event) => {
  if (event.detail.target.id !== 'dialog-body') return
  opener = event.detail.requestConfig.elt.closest('.entry')
  document.getElementById('dialog-notice').replaceChildren()
  dialog.showModal()
})

// A refusal is told where the person looks: in the dialog while it is open
document.addEventListener('htmx:beforeSwap', (event) => {
  if (!event.detail.isError) return
  if (dialog?.open) event.detail.target = document.getElementById('dialog-notice')
  document.getElementById('deleting')?.close()
})

document.addEventListener('htmx:afterRequest', (event) => {
  if (!dialog?.open || !event.detail.successful || event.detail.requestConfig.verb !== 'post') return
  const id = opener?.id
  dialog.close()
  if (id) document.getElementById(id)?.focus()
})

document.addEventListener('htmx:beforeRequest', (event) => {
  if (event.detail.requestConfig.verb === 'post') document.getElementById('notice').replaceChildren()
})

// What is found once more stays as it is, with what is chosen of it and with the keyboard where it was
const lastFound = new WeakMap()

document.addEventListener('htmx:beforeSwap', ({ detail }) => {
  if (detail.isError || !detail.target.matches('#found, .found')) return
  if (lastFound.get(detail.target) === detail.serverResponse) detail.shouldSwap = false
  lastFound.set(detail.target, detail.serverResponse)
})

// Pages about a record hear that it was saved, in this window and in others
const saved = new BroadcastChannel('saved')

document.addEventListener('htmx:beforeOnLoad', ({ target, detail }) => {
  const { saves } = target.dataset
  if (saves !== undefined && detail.xhr.status < 400) saved.postMessage(saves)
})

// What an application has made is opened by it, over the page
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-slides]')
  if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const url = new URL(link.href)
  url.searchParams.set('IFRAME', 'Y')
  slidePage(url)
})

// Enter looks for a record; it does not send the form that the record is chosen for
document.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && event.target.matches('.records-field input[type="search"]')) event.preventDefault()
})

// One box ticks all of a page
document.addEventListener('change', (event) => {
  const { ticks } = event.target.dataset
  if (ticks === undefined) return
  for (const box of document.querySelectorAll(`input[form="${ticks}"]`)) box.checked = event.target.checked
})

// A form that takes the place of a value begins in its input, and Escape leaves it
document.addEventListener('htmx:load', ({ detail }) => {
  if (detail.elt.matches?.('.fact-form')) detail.elt.querySelector('input:not([type=hidden]), select, textarea')?.focus()
})

document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') event.target.closest?.('.fact-form')?.querySelector('[data-escape]').click()
})

// Boards

const board = document.querySelector('.board')
let dragged = null

// Dropping a card is choosing the stage in its menu
const move = (card, stage) => card.querySelector(`.mover button[value="${CSS.escape(stage)}"]`)?.click()

board?.addEventListener('dragstart', (event) => {
  dragged = event.target.closest('.board-card')
  if (dragged === null) return
  event.dataTransfer.effectAllowed = 'move'
  event.dataTransfer.setData('text/plain', dragged.id)
  dragged.classList.add('dragged')
})

board?.addEventListener('dragend', () => {
  dragged?.classList.remove('dragged')
  for (const column of board.querySelectorAll('.over')) column.classList.remove('over')
  dragged = null
})

board?.addEventListener('dragover', (event) => {
  const column = event.target.closest('.stage-column')
  if (dragged === null || column === null) return
  event.preventDefault()
  for (const each of board.querySelectorAll('.over')) if (each !== column) each.classList.remove('over')
  column.classList.add('over')
})

board?.addEventListener('drop', (event) => {
  const column = event.target.closest('.stage-column')
  if (dragged === null || column === null) return
  event.preventDefault()
  move(dragged, column.dataset.stage)
})

// Both columns were put in place anew: go on from the card that was moved, and let its menu not stay open
document.addEventListener('htmx:afterRequest', (event) => {
  const card = event.detail.requestConfig.elt.closest('.board-card')
  if (card && event.detail.successful) document.querySelector(`#${card.id} .name`)?.focus()
})

// Files that are chosen or dropped are sent; menus of files:
//   data-address="path"   a file field: where a page is asked for an address to send to
//   data-drop             what files may be dropped on

import { upload } from './uploads.js'

const field = document.getElementById('upload')
const list = document.getElementById('uploads')

const take = async (files) => {
  await upload(files, field.dataset.address, field.dataset.token, list)
  document.dispatchEvent(new Event('uploaded'))
}

field?.addEventListener('change', () => {
  const chosen = [...field.files]
  field.value = ''
  if (chosen.length) take(chosen)
})

const target = (event) => event.dataTransfer?.types.includes('Files') ? document.querySelector('[data-drop]') : null

document.addEventListener('dragover', (event) => {
  const place = target(event)
  if (place === null) return
  event.preventDefault()
  place.classList.add('over')
})

document.addEventListener('dragleave', (event) => {
  if (event.relatedTarget === null) document.querySelector('[data-drop]')?.classList.remove('over')
})

document.addEventListener('drop', (event) => {
  const place = target(event)
  if (place === null) return
  event.preventDefault()
  place.classList.remove('over')
  if (event.dataTransfer.files.length) take(event.dataTransfer.files)
})

// One menu is open at a time, and Escape closes it
document.addEventListener('toggle', (event) => {
  if (!event.target.matches?.('.menu-of[open]')) return
  for (const each of document.querySelectorAll('.menu-of[open]')) if (each !== event.target) each.open = false
}, true)

document.addEventListener('keydown', (event) => {
  const open = document.querySelector('.menu-of[open]')
  if (event.key !== 'Escape' || open === null) return
  open.open = false
  open.querySelector('summary').focus()
})

document.addEventListener('click', (event) => {
  const open = document.querySelector('.menu-of[open]')
  if (open !== null && !open.contains(event.target)) open.open = false
})

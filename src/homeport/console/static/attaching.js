// Forms with data-attaches: what is written is sent first, then the files that were chosen, to what came of it.

import { ask, upload } from './uploads.js'

const attach = async (form, files) => {
  const button = form.querySelector('.actions button')
  const notice = document.getElementById('notice')
  const fields = new FormData(form)
  button.disabled = true
  try {
    const { address } = await ask(form.getAttribute('action'), new URLSearchParams([...fields, ['attaches', 'Y']]))
    if (await upload(files, address, fields.get('token'), form.querySelector('.uploads')) === 0) location.reload()
  } catch (error) {
    notice.replaceChildren(Object.assign(document.createElement('p'), { className: 'notice bad', role: 'alert', textContent: error.message }))
    button.disabled = false
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target
  const files = form.matches('[data-attaches]') ? [...form.querySelector('input[type="file"]').files] : []
  if (!files.length) return
  event.preventDefault()
  event.stopImmediatePropagation()
  attach(form, files)
}, true)

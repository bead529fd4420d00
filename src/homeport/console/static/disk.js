// Files that are chosen or dropped are sent one after the other, each to an address of its own, with their progress:
//   data-address="path"   a file field: where a page is asked for an address to send to
//   data-drop             what files may be dropped on

const field = document.getElementById('upload')
const list = document.getElementById('uploads')

const addressOf = async () => {
  const answer = await fetch(field.dataset.address, {
    method: 'POST',
    headers: { 'HX-Request': 'true' },
    body: new URLSearchParams({ token: field.dataset.token }),
  })
  if (!answer.ok) throw new Error(new DOMParser().parseFromString(await answer.text(), 'text/html').body.textContent.trim())
  return answer.json()
}

// A request that tells how far it is: fetch does not
const send = ({ url, field: name }, file, onProgress) => new Promise((resolve, reject) => {
  const request = new XMLHttpRequest()
  const form = new FormData()
  form.append(name, file, file.name)
  request.upload.addEventListener('progress', ({ loaded, total }) => onProgress(total ? loaded / total : 0))
  request.addEventListener('error', () => reject(new Error('The connection was lost')))
  request.addEventListener('load', () => {
    if (request.status < 400) return resolve()
    try {
      reject(new Error(JSON.parse(request.responseText).error_description))
    } catch {
      reject(new Error(`Refused with ${request.status}`))
    }
  })
  request.open('POST', url)
  request.send(form)
})

const shownAs = (file) => {
  const line = document.createElement('li')
  const state = Object.assign(document.createElement('span'), { textContent: 'Waiting' })
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 })
  bar.setAttribute('aria-label', `Upload of ${file.name}`)
  line.append(Object.assign(document.createElement('span'), { textContent: file.name }), state, bar)
  list.append(line)
  return {
    progress: (part) => { bar.value = part; state.textContent = `${Math.floor(part * 100)} %` },
    end: (className, text) => { bar.remove(); state.className = className; state.textContent = text },
  }
}

const upload = async (files) => {
  list.replaceChildren()
  const waiting = [...files].map((file) => [file, shownAs(file)])
  for (const [file, line] of waiting) {
    try {
      await send(await addressOf(), file, line.progress)
      line.end('sent', 'Sent')
    } catch (error) {
      line.end('failed', error.message)
    }
  }
  document.dispatchEvent(new Event('uploaded'))
}

field?.addEventListener('change', () => {
  const chosen = [...field.files]
  field.value = ''
  if (chosen.length) upload(chosen)
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
  if (event.dataTransfer.files.length) upload(event.dataTransfer.files)
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

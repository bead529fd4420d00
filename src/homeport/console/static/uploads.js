// Files that are sent one after the other, each to an address of its own, with their progress.

/** What a page answers in JSON to a form; an error says what it says instead. */
export const ask = async (address, fields) => {
  const answer = await fetch(address, { method: 'POST', headers: { 'HX-Request': 'true' }, body: new URLSearchParams(fields) })
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

const shownIn = (list, file) => {
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

/**
 * Send files; the number of those that were refused, which the list says.
 *
 * @param address where a page is asked for an address to send one to
 */
export const upload = async (files, address, token, list) => {
  list.replaceChildren()
  let failed = 0
  const waiting = [...files].map((file) => [file, shownIn(list, file)])
  for (const [file, line] of waiting) {
    try {
      await send(await ask(address, { token }), file, line.progress)
      line.end('sent', 'Sent')
    } catch (error) {
      failed += 1
      line.end('failed', error.message)
    }
  }
  return failed
}

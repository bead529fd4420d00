// An offer to undo goes after a while, but not while somebody is at it; and a page that is loaded again makes it no more.

const SHOWN_MS = 20_000

const leave = (offer) => {
  if (offer.matches(':hover, :focus-within')) watch(offer)
  else offer.remove()
}

const watch = (offer) => setTimeout(() => leave(offer), SHOWN_MS)

const begin = () => {
  for (const offer of document.querySelectorAll('[data-offer]:not([data-watched])')) {
    offer.dataset.watched = ''
    watch(offer)
  }
}

document.addEventListener('htmx:oobAfterSwap', begin)
begin()

const url = new URL(location.href)
if (url.searchParams.has('changed')) {
  url.searchParams.delete('changed')
  url.searchParams.delete('of')
  history.replaceState(history.state, '', url)
}

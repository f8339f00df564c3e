/** `npm run dev` only: the page is loaded again when what it is made of has changed. */
const changes = new EventSource('/live')
changes.addEventListener('changed', () => location.reload())

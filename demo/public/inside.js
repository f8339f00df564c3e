/** The page in a frame: says who may hold it. The list comes from our own server, never from an address or a message. */
import { openFrame } from '/toile/frame.js'

const element = document.querySelector('toile-configurator')
await customElements.whenDefined('toile-configurator')
openFrame(element, { parents: element.dataset.parents.split(' ') })

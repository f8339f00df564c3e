import { linkWithoutDesign } from '../design/index.ts'
import { sayer, type Language, type Say } from '../ground/index.ts'
import { addStyles } from '../widget/index.ts'
import css from './kiosk.css?inline'
import { KIOSK_WORDS, type KioskKey } from './kioskWords.ts'
import { watchIdle } from './idle.ts'

/** What a screen that strangers share needs from the widget on it. */
export interface KioskHost {
  /** Where the widget is drawn; two controls are added to it. */
  readonly root: ShadowRoot
  readonly language: () => Language
  /**
   * Makes the widget forget its visitor: design and undo steps, profile, answers, open sheets, the picture and what the
   * GPU holds of it. What is stored is cleared by the kiosk itself, before and after. When it throws, the page is loaded
   * anew.
   */
  readonly wipe: () => void | Promise<void>
  /** Tells a person's act from one that a script made. */
  readonly isAct?: (event: Event) => boolean
}

addStyles(css)

/** What a person does at a screen. A pointer also moves when the page moves under it. */
const ACTS = ['pointerdown', 'pointerup', 'click', 'keydown', 'wheel', 'input'] as const

/** Seconds left at which a screen reader is told again; every second would talk over the visitor. */
const SAID_AT: ReadonlySet<number> = new Set([10, 5])

/**
 * Keeps one visitor's things from the next: an idle minute clears everything, and a button does so at once. Before the
 * minute is over it asks; a warning is left only by an answer, so that nobody who walks up and touches the screen finds
 * what the one before left there.
 *
 * @returns stops, and clears what is stored.
 */
export function startKiosk({ root, language, wipe, isAct = (event) => event.isTrusted }: KioskHost): () => void {
  const say: Say<KioskKey> = (key, values) => sayer(KIOSK_WORDS, language())(key, values)
  const page = root.ownerDocument.defaultView!
  const bar = createBar(root.ownerDocument, () => void clear())
  const ask = createAsk(root.ownerDocument, { onStay: () => idle.touch(), onClear: () => void clear() })
  const idle = watchIdle((left) => {
    if (left === 0) void clear()
    else if (left === null) ask.close()
    else ask.show(left, say)
  })

  async function clear(): Promise<void> {
    idle.reset()
    forgetStored()
    page.history.replaceState(null, '', linkWithoutDesign(page.location.href))
    try {
      await wipe()
    } catch {
      // Then all of it goes.
      page.location.reload()
      return
    }
    // Whatever the widget wrote on its way out.
    forgetStored()
    bar.sayCleared(say)
  }

  const onAct = (event: Event) => {
    if (!isAct(event) || ask.isOpen()) return
    idle.touch()
    bar.say(say)
  }
  // Closing the page is leaving it.
  const onLeave = () => forgetStored()
  for (const name of ACTS) page.addEventListener(name, onAct, { capture: true, passive: true })
  page.addEventListener('pagehide', onLeave)
  root.prepend(bar.element, ask.element)
  bar.say(say)
  // Left by somebody before: the screen lost its power, or was opened by a link.
  if (storedKeys().length > 0) void clear()
  else if (linkWithoutDesign(page.location.href) !== page.location.href) idle.touch()

  return () => {
    idle.stop()
    for (const name of ACTS) page.removeEventListener(name, onAct, { capture: true })
    page.removeEventListener('pagehide', onLeave)
    bar.element.remove()
    ask.element.remove()
    forgetStored()
  }
}

function createBar(page: Document, onDone: () => void) {
  const element = page.createElement('div')
  element.className = 'kiosk'
  element.setAttribute('part', 'kiosk')
  const status = statusLine(page)
  const done = button(page, onDone)
  element.append(status, done)
  const say = (words: Say<KioskKey>) => {
    done.textContent = words('done')
    status.textContent = ''
  }
  return {
    element,
    say,
    sayCleared(words: Say<KioskKey>) {
      say(words)
      status.textContent = words('cleared')
    },
  }
}

function createAsk(page: Document, { onStay, onClear }: { onStay: () => void; onClear: () => void }) {
  const element = page.createElement('dialog')
  element.className = 'kiosk-ask'
  element.setAttribute('part', 'kiosk-ask')
  element.setAttribute('role', 'alertdialog')
  const title = page.createElement('h2')
  title.id = 'kiosk-title'
  const seconds = page.createElement('p')
  seconds.id = 'kiosk-seconds'
  seconds.className = 'seconds'
  const spoken = statusLine(page)
  spoken.className = 'unseen'
  const stay = button(page, onStay)
  const leave = button(page, onClear)
  const buttons = page.createElement('div')
  buttons.append(stay, leave)
  element.append(title, seconds, spoken, buttons)
  element.setAttribute('aria-labelledby', title.id)
  element.setAttribute('aria-describedby', seconds.id)
  element.addEventListener('cancel', (event) => {
    event.preventDefault()
    onStay()
  })
  return {
    element,
    isOpen: () => element.open,
    show(left: number, say: Say<KioskKey>) {
      seconds.textContent = left === 1 ? say('soonOne') : say('soon', { n: left })
      spoken.textContent = SAID_AT.has(left) ? say('left', { n: left }) : spoken.textContent
      if (element.open) return
      spoken.textContent = ''
      title.textContent = say('title')
      stay.textContent = say('stay')
      leave.textContent = say('clear')
      if (element.showModal) element.showModal()
      else element.open = true // No modal dialogs here: it is at least on the page.
      stay.focus()
    },
    close() {
      if (!element.open) return
      if (element.close) element.close()
      else element.open = false
    },
  }
}

function button(page: Document, onClick: () => void): HTMLButtonElement {
  const element = page.createElement('button')
  element.type = 'button'
  element.addEventListener('click', onClick)
  return element
}

/** What a screen reader says as it changes. */
function statusLine(page: Document): HTMLElement {
  const element = page.createElement('p')
  element.setAttribute('role', 'status')
  return element
}

const PREFIX = 'toile.'

/** Every key of ours; none where the browser lets us have no storage. */
function storedKeys(): readonly (readonly [Storage, string])[] {
  return ([() => localStorage, () => sessionStorage] as const).flatMap((storage) => {
    try {
      return Object.keys(storage())
        .filter((key) => key.startsWith(PREFIX))
        .map((key) => [storage(), key] as const)
    } catch {
      return []
    }
  })
}

function forgetStored(): void {
  for (const [storage, key] of storedKeys()) storage.removeItem(key)
}

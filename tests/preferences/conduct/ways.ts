import ts from 'typescript'

/** What the sources of a page store, tell and reach, found by reading them. */
export interface Ways {
  /** Every `setItem` with the key it writes under, a template's id as a dot at the end; null where that is not plain. */
  readonly stored: readonly Stored[]
  /** Every `emit` of a preference event, with the fields named there; null where they come from elsewhere. */
  readonly emitted: readonly Emitted[]
  /** By file, what it names by which something could be stored or leave, sorted. */
  readonly reached: Readonly<Record<string, readonly string[]>>
}

interface Stored {
  readonly file: string
  readonly key: string | null
}

interface Emitted {
  readonly file: string
  readonly type: string
  readonly fields: readonly string[] | null
}

/** Names by which a page stores something or lets it out. */
const REACHES = new Set([
  'dispatchEvent',
  ...'localStorage sessionStorage indexedDB caches cookie cookieStore serviceWorker SharedWorker'.split(' '),
  ...'fetch XMLHttpRequest sendBeacon WebSocket WebTransport EventSource RTCPeerConnection BroadcastChannel'.split(' '),
  // What tells devices apart.
  ...'geolocation userAgent userAgentData getBattery deviceMemory hardwareConcurrency referrer plugins'.split(' '),
  ...'WEBGL_debug_renderer_info getImageData toDataURL readPixels AudioContext enumerateDevices'.split(' '),
  ...'queryLocalFonts maxTouchPoints colorDepth'.split(' '),
])

interface Call {
  readonly file: string
  readonly call: ts.CallExpression
}

/** @param files path to text, page code only. */
export function waysIn(files: ReadonlyMap<string, string>): Ways {
  const parsed = new Map<string, ts.SourceFile>()
  const sourceOf = (file: string): ts.SourceFile => {
    const known = parsed.get(file) ?? ts.createSourceFile(file, files.get(file)!, ts.ScriptTarget.Latest, true)
    parsed.set(file, known)
    return known
  }
  /** Files that have one of the words; only those are parsed. */
  const having = (words: Iterable<string>): readonly string[] => {
    const any = new RegExp(`\\b(?:${[...words].join('|')})\\b`)
    return [...files].filter(([, text]) => any.test(text)).map(([file]) => file)
  }
  const callsOf = (name: string): readonly Call[] =>
    having([name]).flatMap((file) => {
      const calls: Call[] = []
      walk(sourceOf(file), (node) => {
        if (ts.isCallExpression(node) && nameOf(node.expression) === name) calls.push({ file, call: node })
      })
      return calls
    })

  const reached: Record<string, Set<string>> = {}
  for (const file of having(REACHES))
    walk(sourceOf(file), (node) => {
      if (ts.isIdentifier(node) && REACHES.has(node.text) && !isOnlyNamed(node))
        (reached[file] ??= new Set()).add(node.text)
    })

  /** Through a constant of the file, or whatever a function was called with. */
  function keysOf(expression: ts.Expression | undefined, file: string): readonly (string | null)[] {
    if (!expression) return [null]
    if (ts.isStringLiteral(expression) || ts.isNoSubstitutionTemplateLiteral(expression)) return [expression.text]
    if (ts.isTemplateExpression(expression) && expression.templateSpans.length === 1) return [expression.head.text]
    if (!ts.isIdentifier(expression)) return [null]
    let found: readonly (string | null)[] = [null]
    walk(sourceOf(file), (node) => {
      if (ts.isVariableDeclaration(node) && nameOf(node.name) === expression.text && node.initializer)
        found = keysOf(node.initializer, file)
      if (!ts.isParameter(node) || nameOf(node.name) !== expression.text) return
      const { parent } = node
      if (!ts.isFunctionDeclaration(parent) || !parent.name) return
      const at = parent.parameters.indexOf(node)
      found = callsOf(parent.name.text).flatMap((caller) => keysOf(caller.call.arguments[at], caller.file))
    })
    return found
  }

  return {
    stored: callsOf('setItem').flatMap(({ file, call }) =>
      keysOf(call.arguments[0], file).map((key) => ({ file, key }))
    ),
    emitted: callsOf('emit').flatMap(({ file, call }) => {
      const [type, data] = call.arguments
      if (!type || !ts.isStringLiteral(type) || !type.text.includes('.')) return []
      return [{ file, type: type.text, fields: data && ts.isObjectLiteralExpression(data) ? fieldsOf(data) : null }]
    }),
    reached: Object.fromEntries(Object.entries(reached).map(([file, names]) => [file, [...names].sort()])),
  }
}

const fieldsOf = (data: ts.ObjectLiteralExpression): readonly string[] =>
  data.properties.flatMap((one) => (one.name && ts.isIdentifier(one.name) ? [one.name.text] : []))

function nameOf(node: ts.Node): string {
  if (ts.isIdentifier(node)) return node.text
  return ts.isPropertyAccessExpression(node) ? node.name.text : ''
}

/** A field of our own of that name, a type, or a word in a catalogue. */
const isOnlyNamed = (node: ts.Identifier): boolean =>
  (ts.isPropertyAssignment(node.parent) && node.parent.name === node) ||
  (ts.isPropertySignature(node.parent) && node.parent.name === node) ||
  ts.isTypeQueryNode(node.parent) ||
  ts.isTypeReferenceNode(node.parent)

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node)
  ts.forEachChild(node, (child) => walk(child, visit))
}

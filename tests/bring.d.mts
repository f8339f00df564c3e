export function bringPackages(root: string): void
export function findBrowser(): string | null
export function bringBrowser(): string

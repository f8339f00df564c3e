export function bringPackages(root: string): void
export function bringBrowser(): string

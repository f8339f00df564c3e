/** Hands the customer a file, as a link to it would. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser reads it after the click returns.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

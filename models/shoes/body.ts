/** The foot that the pictures are made on, mm: Mondopoint 265, of middling width. */
export const SAMPLE = { footLength: 265, ballGirth: 251, instepGirth: 256 } as const

declare const drafting: unknown
export default drafting

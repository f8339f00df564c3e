/** What posts to the shop: loaded only where a host names an address for events. */
export { httpSink, type HttpSink, type HttpSinkSettings } from './http.ts'

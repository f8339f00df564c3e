export { httpSink, type HttpSink, type HttpSinkSettings } from './http.ts'
export { callbackSink, pageSink } from './page.ts'

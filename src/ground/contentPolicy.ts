/**
 * The Content-Security-Policy that all of it lives under, and the strictest a host's page can have: nothing inline, nothing from
 * elsewhere, no HTML sink but the one named policy. `wasm-unsafe-eval` is for the mesh decoder, `blob:` for textures
 * inside shape files.
 */
export const CONTENT_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "connect-src 'self' blob:",
  "worker-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types toile',
].join('; ')

/** The desk's style sheet: paper, thread, ink, as the widget's. */
export const DESK_STYLE = `
:root {
  color-scheme: light dark;
  --ink: #1d1b18;
  --paper: #f7f5f1;
  --card: #fffdf9;
  --line: #d9d3c8;
  --accent: #2f4a8a;
  --quiet: #625c52;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #f1ede6;
    --paper: #1b1a18;
    --card: #252320;
    --line: #46423b;
    --accent: #a9bdf0;
    --quiet: #b3ab9e;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font:
    1rem/1.5 system-ui,
    sans-serif;
  font-variant-numeric: tabular-nums;
}
header {
  display: flex;
  gap: 1.5rem;
  align-items: center;
  padding: 0.75rem max(1rem, 4vw);
  border-bottom: 1px solid var(--line);
}
header a {
  font-weight: 600;
  color: inherit;
  text-decoration: none;
}
header form {
  margin-inline-start: auto;
}
main {
  max-width: 74rem;
  margin: 0 auto;
  padding: 1.5rem max(1rem, 4vw) 4rem;
}
h1 {
  font-size: 1.5rem;
  font-weight: 600;
  margin: 0 0 1.25rem;
}
h2 {
  font-size: 1rem;
  font-weight: 600;
  margin: 2rem 0 0.5rem;
}
a {
  color: var(--accent);
}
button,
input {
  font: inherit;
  min-height: 2.75rem;
  border-radius: 4px;
  border: 1px solid var(--line);
  padding: 0 1rem;
  background: var(--card);
  color: inherit;
}
button {
  cursor: pointer;
}
:focus-visible {
  outline: 2px solid var(--accent);
  outline-offset: 2px;
}
.login {
  max-width: 22rem;
  margin: 12vh auto 0;
  display: grid;
  gap: 0.75rem;
}
.login button {
  background: var(--accent);
  color: var(--paper);
  border-color: var(--accent);
}
.login [role="alert"] {
  margin: 0;
}
.quiet,
.facts dt,
.choices dt {
  color: var(--quiet);
}
.quiet {
  font-weight: 400;
}
.orders {
  list-style: none;
  margin: 0;
  padding: 0;
  display: grid;
  gap: 1rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
}
.orders a {
  display: grid;
  gap: 0.25rem;
  height: 100%;
  align-content: start;
  padding: 0.75rem;
  background: var(--card);
  border: 1px solid var(--line);
  border-radius: 6px;
  color: inherit;
  text-decoration: none;
}
.orders .number {
  font-weight: 600;
}
.orders .words {
  font-size: 0.9rem;
}
.orders .facts {
  display: flex;
  flex-wrap: wrap;
  gap: 0.25rem 1rem;
  color: var(--quiet);
  font-size: 0.9rem;
}
.orders strong {
  color: var(--ink);
}
.picture {
  width: 100%;
  height: auto;
  aspect-ratio: 4 / 5;
  object-fit: contain;
  background: #eeebe5;
  border-radius: 4px;
}
/* What draws the pictures is on the page, but not in sight. */
.drawing-room {
  position: fixed;
  inset: 0 auto auto 0;
  width: 60rem;
  height: 45rem;
  transform: translateX(-200%);
}
.design {
  display: grid;
  gap: 1.5rem;
  grid-template-columns: minmax(12rem, 20rem) 1fr;
  align-items: start;
}
@media (max-width: 40rem) {
  .design {
    grid-template-columns: 1fr;
  }
}
dl {
  margin: 0;
  display: grid;
  gap: 0.25rem 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(13rem, 1fr));
}
dd {
  margin: 0;
}
dl > div {
  padding: 0.25rem 0;
  border-bottom: 1px solid var(--line);
}
.picked {
  color: var(--accent);
}
.written {
  font-size: 1.25rem;
  white-space: pre-wrap;
}
.warning {
  border-inline-start: 3px solid var(--accent);
  padding-inline-start: 0.75rem;
}
table {
  width: 100%;
  max-width: 44rem;
  border-collapse: collapse;
}
th {
  text-align: start;
  font-weight: 400;
}
thead th {
  color: var(--quiet);
}
th,
td {
  padding: 0.375rem 0;
  border-bottom: 1px solid var(--line);
}
td,
thead th:not(:first-child) {
  padding-inline-start: 1rem;
  text-align: end;
  white-space: nowrap;
}
tfoot th,
tfoot td {
  font-weight: 600;
  border-bottom: 0;
}
.pieces {
  overflow: auto;
  background: #fff;
  border: 1px solid var(--line);
  border-radius: 4px;
}
.files {
  display: grid;
  gap: 0.25rem 1.5rem;
  grid-template-columns: repeat(auto-fill, minmax(15rem, 1fr));
  list-style: none;
  padding: 0;
}
h3 {
  font-size: 1rem;
  font-weight: 400;
  color: var(--quiet);
  margin: 1rem 0 0.25rem;
}
.wide {
  overflow-x: auto;
}
.wide table {
  max-width: 56rem;
}
.marker img {
  display: block;
  width: 100%;
  max-height: 32rem;
  object-fit: contain;
  object-position: left;
  background: #fff;
  border: 1px solid var(--line);
  border-radius: 4px;
}
.pieces img {
  display: block;
  width: 100%;
  min-width: 60rem;
  height: auto;
}
`

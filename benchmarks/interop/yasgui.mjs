// Runs the query editor of YASGUI (the Zazuko build) in a page without a screen and sends its query to a served endpoint.
// Usage: node yasgui.mjs http://127.0.0.1:8000/sparql
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { JSDOM } from 'jsdom';

const endpoint = process.argv[2];
const build = createRequire(import.meta.url).resolve('@zazuko/yasgui/build/yasgui.min.js');
const page = new JSDOM('<!doctype html><body><div id="yasgui"></div></body>', {
  url: 'https://example.org/', runScripts: 'outside-only', pretendToBeVisual: true,
});
const { window } = page;
Object.assign(window, { fetch, Headers, Request, Response, FormData, AbortController, structuredClone });
window.matchMedia = () => ({ matches: false, addListener() {}, removeListener() {}, addEventListener() {}, removeEventListener() {} });
window.ResizeObserver = class { observe() {} unobserve() {} disconnect() {} };
window.document.createRange = () => ({
  setStart() {}, setEnd() {}, getBoundingClientRect: () => ({ left: 0, right: 0, top: 0, bottom: 0 }), getClientRects: () => [],
  commonAncestorContainer: window.document.body,
});
window.eval(readFileSync(build, 'utf8'));

const yasgui = new window.Yasgui(window.document.getElementById('yasgui'), {
  requestConfig: { endpoint }, copyEndpointOnNewTab: false, persistenceId: null,
});
const tab = yasgui.getTab();
tab.setQuery('SELECT ?s ?t WHERE { ?s a ?t } LIMIT 7');
const answered = new Promise((resolve, reject) => {
  tab.yasqe.on('queryResponse', (_, response) => resolve(response));
  setTimeout(() => reject(new Error('no answer within 20 s')), 20000);
});
tab.yasqe.query().catch(() => undefined);
const response = await answered;
const body = response.content ?? response.data ?? (await response.text?.()) ?? response;
const found = typeof body === 'string' ? JSON.parse(body) : body;
const count = found?.results?.bindings?.length;
console.log(JSON.stringify({ status: response.status, rows: count }));
process.exit(count === 7 ? 0 : 1);

// Asks a served endpoint through Comunica: as a declared SPARQL source, as one it has to recognise by itself from the
// service description, and joined with a second source of its own. Prints what came, as one line of JSON.
// Usage: node comunica.mjs ENDPOINT QUESTIONS, the second a JSON object of the queries.
import { QueryEngine } from '@comunica/query-sparql';

const [endpoint, questions] = [process.argv[2], JSON.parse(process.argv[3])];
const engine = new QueryEngine();
const declared = [{ type: 'sparql', value: endpoint }];
const own = { type: 'serialized', value: questions.seen, mediaType: 'text/turtle', baseIRI: 'urn:x' };

async function column(query, sources) {
  const rows = await (await engine.queryBindings(query, { sources })).toArray();
  return rows.map((row) => [...row.values()][0].value).sort();
}

async function objects(query) {
  const quads = await (await engine.queryQuads(query, { sources: declared })).toArray();
  return quads.map((quad) => quad.object.value).sort();
}

console.log(JSON.stringify({
  declared: await column(questions.labels, declared),
  recognised: await column(questions.labels, [endpoint]),
  ask: await engine.queryBoolean(questions.ask, { sources: declared }),
  construct: await objects(questions.construct),
  joined: await column(questions.joined, [...declared, own]),
}));

// Asks a served endpoint through Comunica: as a declared SPARQL source, as one it has to recognise by itself from the
// service description, and joined with a second source of its own. Usage: node comunica.mjs http://127.0.0.1:8000/sparql
import { QueryEngine } from '@comunica/query-sparql';

const endpoint = process.argv[2];
const engine = new QueryEngine();
const narratives = `PREFIX dg: <https://w3id.org/disinfograph/ontology#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?narrative ?label WHERE { ?narrative a dg:Narrative ; skos:prefLabel ?label FILTER(LANG(?label) = "en") }`;

async function rows(query, sources) {
  return await (await engine.queryBindings(query, { sources })).toArray();
}

const declared = await rows(narratives, [{ type: 'sparql', value: endpoint }]);
const recognised = await rows(narratives, [endpoint]);
const truth = await engine.queryBoolean('ASK { ?s a <https://w3id.org/disinfograph/ontology#Case> }', {
  sources: [{ type: 'sparql', value: endpoint }],
});
const triples = await (await engine.queryQuads('CONSTRUCT { ?s a ?t } WHERE { ?s a ?t } LIMIT 20', {
  sources: [{ type: 'sparql', value: endpoint }],
})).toArray();
const one = declared[0].get('narrative').value;
const joined = await rows(
  'SELECT ?seen ?label WHERE { ?n <urn:seen> ?seen ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }',
  [{ type: 'sparql', value: endpoint }, { type: 'serialized', value: `<${one}> <urn:seen> "yes" .`, mediaType: 'text/turtle', baseIRI: 'urn:x' }],
);

console.log(JSON.stringify({
  declared: declared.length, recognised: recognised.length, ask: truth, construct: triples.length, joined: joined.length,
}));
if (declared.length === 0 || recognised.length !== declared.length || !truth || triples.length !== 20 || joined.length === 0) {
  process.exit(1);
}

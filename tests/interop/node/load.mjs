// Loads files into graphology and Cytoscape.js and prints what these hold, a line of JSON for each file.
import fs from "node:fs";
import cytoscape from "cytoscape";
import graphology from "graphology";
import gexf from "graphology-gexf/node/index.js";
import graphml from "graphology-graphml/node/index.js";

function throughGraphology(graph) {
  const nodes = graph.mapNodes((id, attributes) => ({ id, ...attributes }));
  const edges = graph.mapEdges((key, attributes, source, target) => ({ key, source, target, attributes }));
  return { nodes, edges };
}

for (const file of process.argv.slice(2)) {
  const text = fs.readFileSync(file, "utf8");
  let found;
  if (file.endsWith(".graphml")) {
    found = throughGraphology(graphml.parse(graphology.MultiDirectedGraph, text));
  } else if (file.endsWith(".gexf")) {
    found = throughGraphology(gexf.parse(graphology.MultiGraph, text));
  } else {
    const view = cytoscape({ headless: true, ...JSON.parse(text) });
    const of = (elements) => elements.map((element) => element.data());
    found = { nodes: of(view.nodes()), edges: of(view.edges()) };
  }
  console.log(JSON.stringify({ file, ...found }));
}

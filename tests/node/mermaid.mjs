// Reads a JSON list of Mermaid diagrams from standard input and prints what Mermaid itself makes of each, as JSON.
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

globalThis.window = new JSDOM("").window;
globalThis.document = window.document;
const mermaid = (await import("mermaid")).default;
const found = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  const { diagramType } = await mermaid.parse(text);
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
  const flow = diagramType.startsWith("flowchart");
  const nodes = flow ? [...db.getVertices().values()].map((node) => node.text) : [];
  const edges = flow ? db.getEdges().map((edge) => [edge.start, edge.text, edge.end]) : [];
  found.push({ type: diagramType, title: db.getDiagramTitle?.() ?? "", nodes, edges });
}
console.log(JSON.stringify(found));

// Reads Argdown from standard input and prints what its own parser makes of it, as JSON.
import { readFileSync } from "node:fs";
import core from "@argdown/core";

const { ArgdownApplication, ParserPlugin, ModelPlugin } = core;
const app = new ArgdownApplication();
app.addPlugin(new ParserPlugin(), "parse-input");
app.addPlugin(new ModelPlugin(), "build-model");
const input = readFileSync(0, "utf8");
const found = app.run({ process: ["parse-input", "build-model"], input, logLevel: "error" });
const texts = (parts) =>
  Object.fromEntries(Object.values(parts).map((one) => [one.title, one.members.map((m) => m.text).filter(Boolean)]));
console.log(
  JSON.stringify({
    errors: [...found.parserErrors, ...found.lexerErrors].map((error) => error.message),
    title: found.frontMatter?.title ?? "",
    statements: texts(found.statements),
    arguments: texts(found.arguments),
    relations: found.relations.map((one) => [one.relationType, one.from.title, one.to.title]),
  }),
);

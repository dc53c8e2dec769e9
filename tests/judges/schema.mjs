#!/usr/bin/env node
// Holds the program's own forms against a JSON Schema validator and a YAML 1.2 reader that are not ours:
// the plan's schema takes every plan that loads and refuses those whose form is wrong; every SARIF log is valid.
// Usage: schema.mjs BACKOUT SARIF_SCHEMA PROJECT, with NODE_MODULES naming the folder of ajv and yaml.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const [backout, sarifSchema, project] = process.argv.slice(2);
const require = createRequire(join(process.env.NODE_MODULES, "ajv/"));
const { default: Ajv2020 } = require("ajv/dist/2020.js");
const { default: Ajv } = require("ajv");
const { default: addFormats } = require("ajv-formats");
const YAML = require("yaml");

let faults = 0;
const fault = (file, message) => {
  faults += 1;
  console.log(`${file}: ${message}`);
};

/** What the program says, whatever it ends with. */
const say = (...words) => {
  try {
    return execFileSync(backout, words, { encoding: "utf8", maxBuffer: 2 ** 26, stdio: ["ignore", "pipe", "ignore"] });
  } catch (ended) {
    return ended.stdout;
  }
};

const walk = (folder) =>
  readdirSync(folder)
    .map((name) => join(folder, name))
    .flatMap((path) => (statSync(path).isDirectory() ? walk(path) : [path]));

// What a schema can see: keys, types and the form of values. Ids, order and the text as such are not among it.
const SEEN = ["unknown-key", "missing-key", "wrong-type", "bad-value"];

const plans = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
addFormats(plans);
const takes = plans.compile(JSON.parse(say("schema")));
const counts = { taken: 0, refused: 0, logs: 0 };

const check = (path) =>
  JSON.parse(say("check", path, "--date", "2026-11-23", "--format", "json") || '{"plans":[]}').plans;
const folders = ["examples", "tests/plans", "tests/rules"].map((folder) => join(project, folder));
const found = new Map(folders.flatMap(check).map((checked) => [join(checked.path), checked]));
for (const file of folders.flatMap(walk).filter((path) => path.endsWith(".yaml"))) {
  const checked = found.get(file) ?? check(file)[0];
  if (!checked) continue; // a library file is no plan
  const rules = checked.findings.map((finding) => [finding.rule, finding.place?.path]);
  const own = rules.filter(([, path]) => path && basename(path) === basename(file)).map(([rule]) => rule);
  const document = YAML.parseDocument(readFileSync(file, "utf8"), { version: "1.2", merge: true });
  const loads = checked.id !== null;
  if (document.errors.length > 0) {
    if (loads) fault(file, `loads, but is no YAML 1.2: ${document.errors[0].message}`);
    continue;
  }
  let taken;
  try {
    taken = takes(document.toJS({ maxAliasCount: 1000 }));
  } catch (error) {
    if (loads) fault(file, `loads, but cannot be read: ${error.message}`);
    continue;
  }
  if (loads && !taken) {
    const first = takes.errors[0];
    fault(file, `is refused by the schema: ${first.instancePath} ${first.message}`);
  } else if (!loads && taken && own.some((rule) => SEEN.includes(rule))) {
    fault(file, `is taken by the schema, but has ${own.filter((rule) => SEEN.includes(rule)).join(", ")}`);
  } else {
    counts[taken ? "taken" : "refused"] += 1;
  }
}

// one of its patterns is no Unicode expression
const logs = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats(logs);
const isLog = logs.compile(JSON.parse(readFileSync(sarifSchema, "utf8")));
const rules = readdirSync(join(project, "tests/rules")).map((rule) => join(project, "tests/rules", rule));
for (const path of [join(project, "examples"), join(project, "tests/plans"), ...rules]) {
  const log = JSON.parse(say("check", path, "--date", "2026-11-23", "--format", "sarif"));
  counts.logs += 1;
  if (!isLog(log)) fault(path, `SARIF: ${isLog.errors[0].instancePath} ${isLog.errors[0].message}`);
}

console.log(`schema: ${counts.taken} plans taken, ${counts.refused} refused, ${counts.logs} logs, ${faults} faults`);
if (counts.taken === 0 || counts.refused === 0) process.exit(1);
process.exit(faults > 0 ? 1 : 0);

// Writes one file with the licence of every package that esbuild put into the bundle.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const [, , told, target] = process.argv;
const FOLDER = /^node_modules\/(@[^/]+\/[^/]+|[^/]+)\//;

const inputs = Object.values(JSON.parse(readFileSync(told)).outputs).flatMap((output) =>
  Object.entries(output.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0),
);
const packages = [...new Set(inputs.flatMap(([path]) => FOLDER.exec(path)?.[1] ?? []))].sort();

const licence = (name) => {
  const folder = `node_modules/${name}`;
  const { version, license } = JSON.parse(readFileSync(`${folder}/package.json`));
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (!file) throw new Error(`${name} comes without its licence's text`);
  return `${name} ${version}, ${license}\n\n${readFileSync(`${folder}/${file}`, "utf8").trim()}\n`;
};

writeFileSync(target, packages.map(licence).join(`\n${"-".repeat(72)}\n\n`));

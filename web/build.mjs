// Makes dist/page.js, which the program has built in, and THIRD-PARTY-NOTICES, the licences of what is in it.
// `npm ci && npm run build` gives the same bytes everywhere; .ci/run holds that.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";

const result = await build({
  entryPoints: ["src/main.js"],
  outfile: "dist/page.js",
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2020"],
  charset: "utf8",
  legalComments: "none",
  metafile: true,
});

// The packages that the bundle holds, by the files that went into it.
const packages = new Set();
for (const [output, { inputs }] of Object.entries(result.metafile.outputs)) {
  if (!output.endsWith(".js")) continue;
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found && bytesInOutput > 0) packages.add(found[1]);
  }
}

const head = "dist/page.js holds these packages, each under the licence that follows its name.\n";
const notices = [...packages].sort().map((name) => {
  const folder = `node_modules/${name}`;
  const { version, license, repository } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const address = (typeof repository === "string" ? repository : repository?.url ?? "").replace(/^git\+/, "");
  return `\n${"=".repeat(78)}\n${name} ${version} · ${license} · ${address}\n${"=".repeat(78)}\n\n${licence(folder, name)}\n`;
});
writeFileSync("THIRD-PARTY-NOTICES", head + notices.join(""));

// The text of a package's licence.
function licence(folder, name) {
  for (const file of ["LICENSE.txt", "LICENSE", "LICENSE.md", "license"]) {
    try {
      return readFileSync(`${folder}/${file}`, "utf8").replace(/\r\n/g, "\n").trim();
    } catch {
      // The next name may be there.
    }
  }
  throw new Error(`no licence file in ${name}`);
}

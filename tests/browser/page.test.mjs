// The page in a real browser: searched, filtered, clicked and read, by mouse and by keyboard, at 50, 500 and 5,000 nodes.
//
// QUANZE names the program, CHROMIUM the browser. With SCREENSHOTS set, pictures of every size in light, dark and print are
// left in that folder, to be looked at.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { HOSTILE, writeDocuments, writeHostile } from "./documents.mjs";

const QUANZE = process.env.QUANZE ?? new URL("../../target/release/quanze", import.meta.url).pathname;
const SCREENSHOTS = process.env.SCREENSHOTS;
// Software drawing, so that a machine without a graphics card draws too.
const ARGUMENTS = ["--no-sandbox", "--no-first-run", "--disable-background-networking", "--ignore-gpu-blocklist", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const AXE = readFileSync(new URL("node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

const folder = mkdtempSync(join(tmpdir(), "quanze-page-"));
const launch = (args) => chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });
const quanze = (...words) => execFileSync(QUANZE, words, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });

let browser;

before(async () => {
  browser = await launch(ARGUMENTS);
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

/// Builds a graph of documents and writes its page, once.
function written(name, write) {
  if (!written[name]) {
    write(join(folder, name));
    quanze("build", name, "--graph", `${name}-graph`);
    quanze("export", "page", "--graph", `${name}-graph`, "--out", `${name}.html`);
    written[name] = true;
  }
  return join(folder, `${name}.html`);
}
const sized = (count) => written(`documents-${count}`, (path) => writeDocuments(path, count));

/// Opens a page and collects what it asks of the network and what goes wrong in it.
async function open(file, { first, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 }, ...options });
  const page = await context.newPage();
  if (first) await page.addInitScript(first);
  const address = pathToFileURL(file).href;
  const problems = [];
  page.on("request", (request) => request.url() !== address && problems.push(`asks for ${request.url()}`));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  await page.goto(address);
  await page.waitForSelector("body[data-ready]", { state: "attached" });
  return { page, problems, close: () => context.close() };
}

const stage = (page) => page.locator("#stage").evaluate(({ dataset }) => Object.fromEntries(Object.entries(dataset).map(([key, value]) => [key, Number(value)])));
const packed = (page) => page.evaluate(() => JSON.parse(document.getElementById("data").textContent));

/// Moves the mouse over the picture until the tip says what is wanted, and clicks there; returns the tip.
async function clickWhere(page, wanted) {
  const box = await page.locator("#canvas").boundingBox();
  const told = async () => {
    const tip = await page.locator("#tip").evaluate((tip) => (tip.hidden ? "" : tip.textContent));
    return tip && wanted(tip) ? tip : "";
  };
  const [middle, centre] = [box.x + box.width / 2, box.y + box.height / 2];
  for (let ring = 0; ring < 60; ring++) {
    for (let step = 0; step < Math.max(1, ring * 6); step++) {
      const angle = (2 * Math.PI * step) / Math.max(1, ring * 6);
      const [x, y] = [middle + ring * 6 * Math.cos(angle), centre + ring * 6 * Math.sin(angle)];
      if (x < box.x || y < box.y || x > box.x + box.width || y > box.y + box.height) continue;
      await page.mouse.move(x, y);
      if (!(await told())) continue;
      // What was told may have been of the place before; once the picture has been drawn it is of this one.
      await page.waitForTimeout(150);
      const tip = await told();
      if (!tip) continue;
      await page.mouse.click(x, y);
      return tip;
    }
  }
  throw new Error("the mouse found nothing of the kind");
}

for (const count of [50, 500, 5000]) {
  test(`at ${count} nodes it counts as the queries do, and can be searched, filtered, clicked and read`, async () => {
    const file = sized(count);
    const { page, problems, close } = await open(file);
    const data = await packed(page);
    assert.ok(Math.abs(data.nodes.length - count) < count * 0.15, `${data.nodes.length} nodes`);

    // The counts of the script are those of the networks' queries and of the stock question.
    for (const network of ["agency-agency", "lead-partner"]) {
      await page.locator(`input[name="network"][value="${network}"]`).check();
      const { edges, weight } = await stage(page);
      assert.deepEqual({ edges, weight }, data.totals[network], network);
    }
    await page.locator('input[name="network"][value="agency-agency"]').check();
    const answer = quanze("query", "cross-document-agencies", "--graph", `documents-${count}-graph`, "--format", "csv").trim().split(/\r?\n/);
    const [head, ...rows] = answer.map((row) => row.split(","));
    const told = new Map(rows.map((row) => [row[head.indexOf("agency_name")], [row[head.indexOf("tasks")], row[head.indexOf("documents")]]]));
    const shown = await page.locator("#ranking tbody tr").evaluateAll((rows) => rows.map((row) => [row.querySelector(".name").textContent, [...row.querySelectorAll("td")].slice(1).map((cell) => cell.textContent)]));
    assert.ok(shown.length >= 50);
    for (const [name, counts] of shown) assert.deepEqual(counts, told.get(name), name);

    // Search by keyboard, and read the sentence.
    await page.locator("#search").fill("市 教育");
    await page.keyboard.press("ArrowDown");
    const option = await page.locator('#found [aria-selected="true"]').textContent();
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("#evidence h2").textContent(), option);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "H2");
    assert.match(await page.locator("#evidence blockquote").first().textContent(), /教育局/);
    assert.equal(await page.locator("#evidence blockquote mark").first().textContent(), "市教育局");
    assert.match(await page.locator("#evidence .document").first().textContent(), /行动方案.*政办发〔2023〕\d+号/);
    assert.match(await page.locator("#evidence .section").first().textContent(), /重点任务/);
    await page.keyboard.press("Escape");

    // Filters: by level, role and document; then none.
    const whole = await stage(page);
    await page.locator("#level").selectOption("province");
    const names = await page.locator("#ranking .name").allTextContents();
    assert.ok(names.length > 0 && names.every((name) => !name.includes("市财政局")), names.join());
    assert.ok((await stage(page)).agencies < whole.agencies);
    await page.locator("#level").selectOption("");
    await page.locator('#roles input[value="support"]').uncheck();
    assert.equal((await stage(page)).ties, 0);
    await page.locator('#roles input[value="support"]').check();
    await page.locator("#document").selectOption({ index: 1 });
    assert.ok((await stage(page)).edges < whole.edges);
    await page.locator('[type="reset"]').click();
    assert.deepEqual(await stage(page), whole);
    await page.locator("#from").selectOption("2023");
    assert.deepEqual(await stage(page), whole);

    // An edge and a node, by mouse; the edge's sentences name both ends.
    for (let press = 0; press < (count > 1000 ? 6 : 0); press++) await page.locator("#canvas").press("+");
    await page.waitForTimeout(600);
    const tie = await clickWhere(page, (tip) => tip.includes(" — "));
    const ends = tie.split(" · ")[0].split(" — ");
    assert.deepEqual(await page.locator("#evidence h2 .name").allTextContents(), ends);
    assert.ok((await page.locator("#evidence blockquote").first().locator("mark").count()) >= 2);
    assert.equal(await page.locator("#tab-evidence").getAttribute("aria-selected"), "true");
    const node = await clickWhere(page, (tip) => !tip.includes(" — "));
    assert.equal(await page.locator("#evidence h2").textContent(), node.split(" · ")[0]);
    assert.ok((await page.locator("#evidence blockquote").count()) > 0);
    assert.ok((await page.locator("#status").textContent()).includes(node.split(" · ")[0]));

    // The other language.
    await page.locator("#language").click();
    assert.equal(await page.locator("html").getAttribute("lang"), "en");
    assert.equal(await page.locator("#tab-evidence").textContent(), "Sentences");
    assert.match(await page.locator("#evidence .tags").first().textContent(), /lead|support/);
    await page.locator("#language").click();
    assert.equal(await page.locator("#tab-evidence").textContent(), "原文");

    assert.deepEqual(problems, []);
    await close();
  });

  test(`at ${count} nodes it prints as a drawing with every agency`, async () => {
    const { page, problems, close } = await open(sized(count));
    const { agencies, ties } = await stage(page);
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    assert.equal(await page.locator("#canvas > svg circle").count(), agencies);
    assert.equal(await page.locator("#canvas > svg line").count(), ties);
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    const paper = await page.pdf({ format: "A4", landscape: true, printBackground: true });
    assert.ok(paper.length > 10_000);
    assert.deepEqual(problems, []);
    await close();
  });

  test(`pictures at ${count} nodes`, { skip: !SCREENSHOTS && "SCREENSHOTS is not set" }, async () => {
    mkdirSync(SCREENSHOTS, { recursive: true });
    for (const colorScheme of ["light", "dark"]) {
      const { page, close } = await open(sized(count), { colorScheme });
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(SCREENSHOTS, `page-${count}-${colorScheme}.png`) });
      if (colorScheme === "light") await page.pdf({ path: join(SCREENSHOTS, `page-${count}-print.pdf`), format: "A4", landscape: true, printBackground: true });
      await page.locator("#ranking .name").first().click();
      await page.waitForTimeout(1500);
      await page.screenshot({ path: join(SCREENSHOTS, `page-${count}-${colorScheme}-chosen.png`) });
      await close();
    }
  });
}

test("nothing that a document says is run", async () => {
  const file = written("hostile", writeHostile);
  const { page, problems, close } = await open(file);
  const words = (await packed(page)).texts.filter((text) => text.includes("<img") || text.includes("</script"));
  assert.ok(words.length > 0, "the hostile words are in the data as they are");
  await page.locator("#ranking .name").first().click();
  await page.locator("#evidence .partners button").first().click();
  assert.ok((await page.locator("#evidence").textContent()).includes(HOSTILE), "they are shown as text");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.taken), undefined);
  assert.equal(await page.locator("img, iframe, object, embed, link").count(), 0);
  assert.equal(await page.locator("script").count(), 2);
  // Even a script that found its way in would not be let run, nor could it ask for anything.
  const policy = await page.evaluate(async () => {
    const script = document.createElement("script");
    script.textContent = "window.taken = 1";
    document.body.append(script);
    const asked = await fetch("https://example.org/").then(() => "answered", () => "refused");
    return [window.taken, asked];
  });
  assert.deepEqual(policy, [undefined, "refused"]);
  assert.ok(problems.length > 0 && problems.every((problem) => /Content Security Policy|violates|Refused|Failed to fetch|asks for/i.test(problem)), problems.join("\n"));
  await close();
});

test("by keyboard alone one gets from the ranking to a tie and back", async () => {
  const { page, close } = await open(sized(50), { reducedMotion: "reduce" });
  await page.locator("#tab-ranking").focus();
  for (let press = 0; press < 12; press++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.classList.contains("name"))) break;
  }
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), name);
  for (let press = 0; press < 6; press++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.closest(".partners"))) break;
  }
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#evidence h2 .name").count(), 2);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("#tab-ranking").getAttribute("aria-selected"), "true");
  await page.locator("#tab-ranking").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-evidence");
  await close();
});

test("without WebGL the ranking and the sentences work all the same", async () => {
  const { page, close } = await open(sized(50), {
    first: () => {
      const original = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return kind.includes("webgl") ? null : original.call(this, kind, ...rest);
      };
    },
  });
  assert.ok(await page.evaluate(() => document.body.classList.contains("unpainted")));
  await page.locator("#ranking .name").first().click();
  assert.ok((await page.locator("#evidence blockquote").count()) > 0);
  await close();
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing against it in ${colorScheme}`, async () => {
    const { page, close } = await open(sized(50), { colorScheme, bypassCSP: true });
    await page.evaluate(AXE);
    const violations = async () => page.evaluate(async () => (await window.axe.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 120)).join(" | ")}`));
    assert.deepEqual(await violations(), []);
    await page.locator("#ranking .name").first().click();
    assert.deepEqual(await violations(), []);
    await close();
  });
}

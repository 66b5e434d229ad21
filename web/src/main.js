// The page: reads its data, keeps what is chosen, and shows picture, ranking and evidence.

import { read } from "./data.js";
import { frequent, passing, ranking, ties } from "./count.js";
import { drawing } from "./drawing.js";
import { fill, find, make } from "./dom.js";
import { showAgency, showNothing, showTie } from "./evidence.js";
import { Picture } from "./picture.js";
import { showRanking } from "./ranking.js";
import { search } from "./search.js";
import { STRINGS } from "./strings.js";

const data = read(find("data").textContent);

const state = {
  language: "zh",
  theme: "auto",
  network: data.first,
  leads: "listed",
  roles: new Set(data.colours.roles.map(([role]) => role)),
  function: "",
  level: "",
  place: "",
  document: "",
  from: "",
  to: "",
  least: 1,
  alone: false,
  colour: data.nodes.some((node) => node.community !== undefined) ? "community" : "function",
  sort: "duties",
  tab: "ranking",
  chosen: null,
};

let shown = { assignments: [], ties: [], agencies: [] };
const words = () => STRINGS[state.language];
const label = (name) => data.labels[state.language][name] ?? name.replace(/^.*\//, "");
const roleColour = (role) => data.colours.roles.find(([name]) => name === role)?.[1] ?? data.colours.other;

const handlers = {
  node: (agency) => choose({ agency }),
  tie: (tie) => choose({ tie }),
  none: () => choose(null),
  hover: (agency, tie) => showTip(agency, tie),
};
let picture = null;
try {
  picture = new Picture(find("canvas"), handlers);
} catch {
  document.body.classList.add("unpainted");
}

// What is chosen, and what follows from it.

function count() {
  const filters = { ...state, fn: state.function };
  const assignments = passing(data, filters);
  const found = ties(assignments, state.network, state.leads).filter((tie) => tie.weight >= state.least);
  const tied = new Set(found.flatMap(({ source, target }) => [source, target]));
  const answering = new Set(assignments.map(({ agency }) => agency));
  const agencies = data.nodes.filter((node) => tied.has(node) || (state.alone && answering.has(node)));
  shown = { assignments, ties: found, agencies };
}

function update() {
  count();
  const chosen = state.chosen;
  if (chosen?.agency && !shown.assignments.some(({ agency }) => agency === chosen.agency)) state.chosen = null;
  if (chosen?.tie) {
    const tie = shown.ties.find(({ key }) => key === chosen.tie.key);
    state.chosen = tie ? { tie } : null;
  }
  paint();
  showPanel();
  const { agencies, ties: found, assignments } = shown;
  const tasks = new Set(assignments.map(({ task }) => task));
  const documents = new Set([...tasks].map((task) => task.document));
  const answering = new Set(assignments.map(({ agency }) => agency));
  find("summary").textContent = words().summary(answering.size, tasks.size, documents.size);
  find("status").textContent = agencies.length ? words().shown(agencies.length, found.length) : words().nothing;
  // A pair in two roles is one line in the picture and two edges of the network.
  const counts = { agencies: agencies.length, ties: found.length, edges: found.reduce((sum, { roles }) => sum + roles.size, 0), weight: found.reduce((sum, { weight }) => sum + weight, 0) };
  Object.assign(find("stage").dataset, counts);
}

function paint() {
  const categories = frequent(shown.agencies, state.colour).slice(0, data.colours.categories.length);
  const colours = new Map(categories.map(([value], place) => [value, data.colours.categories[place]]));
  const colourOf = (agency) => colours.get(agency[state.colour]) ?? data.colours.other;
  const directed = state.network === "lead-partner";
  find("canvas").setAttribute("aria-label", words().drawn(shown.agencies.length, shown.ties.length));
  if (picture) {
    picture.show(shown.agencies, shown.ties, { colourOf, directed });
    picture.select(state.chosen?.agency, state.chosen?.tie);
  }
  const name = (value) => {
    if (state.colour === "level") return label(`level/${value}`);
    if (state.colour !== "community") return String(value);
    // A community has no name; its weightiest agency says what it is.
    const members = shown.agencies.filter((agency) => agency.community === value);
    const largest = members.reduce((most, agency) => (agency.radius > most.radius ? agency : most));
    return `${value} · ${largest.name}`;
  };
  const entry = (colour, text, size) => make("li", {}, make("i", { class: "swatch", colour }), text, size ? make("small", {}, String(size)) : "");
  const entries = categories.map(([value, size]) => entry(colours.get(value), name(value), size));
  const rest = shown.agencies.length - categories.reduce((sum, [, size]) => sum + size, 0);
  if (rest) entries.push(entry(data.colours.other, words().other, rest));
  const title = { community: words().community, function: words().function, level: words().level }[state.colour];
  fill(
    find("legend"),
    make("strong", {}, title),
    make("ul", { class: "key" }, entries),
    make("p", { class: "hint" }, words().shown(shown.agencies.length, shown.ties.length)),
  );
}

function choose(chosen) {
  state.chosen = chosen;
  state.tab = chosen ? "evidence" : "ranking";
  picture?.select(chosen?.agency, chosen?.tie);
  showPanel();
  if (chosen) {
    const name = chosen.agency?.name ?? `${chosen.tie.source.name} ${words().dash} ${chosen.tie.target.name}`;
    find("status").textContent = words().selected(name);
  }
}

// A choice made by keyboard or in a list moves the reader to what it opened.
function chooseAndGo(chosen) {
  choose(chosen);
  picture?.toward();
  find("evidence").querySelector("h2")?.focus();
}

function showPanel() {
  for (const name of ["ranking", "evidence"]) {
    const tab = find(`tab-${name}`);
    tab.setAttribute("aria-selected", String(state.tab === name));
    tab.tabIndex = state.tab === name ? 0 : -1;
    find(name).hidden = state.tab !== name;
  }
  if (state.tab === "ranking") {
    const onSort = (sort) => {
      state.sort = sort;
      showPanel();
      find("ranking").querySelector('th[aria-sort="descending"] button')?.focus();
    };
    const tools = { words: words(), label, roles: data.colours.roles, sort: state.sort, onSort, onChoose: (agency) => chooseAndGo({ agency }) };
    showRanking(find("ranking"), ranking(shown.assignments), tools);
    return;
  }
  const tools = {
    words: words(),
    label,
    colourOf: roleColour,
    directed: state.network === "lead-partner",
    onTie: (tie) => chooseAndGo({ tie }),
    onAgency: (agency) => chooseAndGo({ agency }),
    onClose: () => {
      choose(null);
      find("tab-ranking").focus();
    },
  };
  const panel = find("evidence");
  if (state.chosen?.agency) showAgency(panel, state.chosen.agency, shown.assignments, shown.ties, tools);
  else if (state.chosen?.tie) showTie(panel, state.chosen.tie, shown.assignments, tools);
  else showNothing(panel, tools);
  find("panel").scrollTop = 0;
}

function showTip(agency, tie) {
  const tip = find("tip");
  tip.hidden = !agency && !tie;
  if (tie) tip.textContent = `${tie.source.name} ${state.network === "lead-partner" ? words().arrow : words().dash} ${tie.target.name} · ${words().tasks} ${tie.tasks.size}`;
  if (agency) tip.textContent = [agency.name, agency.function, `${words().tasks} ${agency.tasks ?? ""}`].filter(Boolean).join(" · ");
}

// The controls.

function options(id, values, named = (value) => value) {
  const select = find(id);
  const entries = values.map(([value, size]) => make("option", { value: String(value) }, size ? `${named(value)} (${size})` : named(value)));
  fill(select, make("option", { value: "" }, words().all), entries);
  select.value = state[id];
}

function translate() {
  const text = words();
  document.documentElement.lang = state.language === "zh" ? "zh-CN" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = text[element.dataset.text];
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", text[element.dataset.label]);
  for (const element of document.querySelectorAll("[data-placeholder]")) element.placeholder = text[element.dataset.placeholder];
  document.title = label("figure/page");
  find("language").textContent = text.language;
  find("language").lang = state.language === "zh" ? "en" : "zh-CN";
  find("theme").textContent = { auto: text.themeAuto, light: text.themeLight, dark: text.themeDark }[state.theme];
  find("rule").textContent = state.network === "lead-partner" ? text.ruleLed : text.ruleShared;
  document.body.dataset.message = text.noWebgl;

  const unknown = (attribute, rows) => (data.nodes.some((node) => node[attribute] === undefined) ? [...rows, ["?", 0]] : rows);
  const named = (value) => (value === "?" ? text.unknown : value);
  options("function", unknown("function", frequent(data.nodes, "function")), named);
  const levels = ["central", "province", "city", "county", "township"];
  const byLevel = frequent(data.nodes, "level").sort((a, b) => levels.indexOf(a[0]) - levels.indexOf(b[0]));
  options("level", unknown("level", byLevel), (value) => (value === "?" ? text.unknown : label(`level/${value}`)));
  options("place", unknown("place", frequent(data.nodes, "place")), named);
  const titles = [...data.documents].sort((a, b) => a.title.localeCompare(b.title, "zh-CN"));
  const titleOf = new Map(titles.map((found) => [found.document, [found.title, found.number].filter(Boolean).join(" ")]));
  options("document", titles.map((found) => [found.document, 0]), (value) => titleOf.get(value));
  const years = [...new Set(data.documents.map(({ year }) => year).filter(Boolean))].sort().map((year) => [year, 0]);
  options("from", years, String);
  options("to", years, String);
  const attributes = ["community", "function", "level"].filter((name) => data.nodes.some((node) => node[name] !== undefined));
  fill(find("colour"), attributes.map((name) => make("option", { value: name }, text[name])));
  find("colour").value = state.colour;
  fill(
    find("roles"),
    data.colours.roles
      .filter(([role]) => data.assignments.some((assignment) => assignment.role === role))
      .map(([role, colour]) => {
        const box = make("input", { type: "checkbox", name: "role", value: role });
        box.checked = state.roles.has(role);
        return make("label", { class: "choice" }, box, make("i", { class: "swatch", colour }), label(`role/${role}`));
      }),
  );
}

function readControls() {
  const form = find("filters");
  const network = new FormData(form).get("network") ?? state.network;
  if (network !== state.network) state.least = 1;
  state.network = network;
  state.roles = new Set([...find("roles").querySelectorAll("input:checked")].map((box) => box.value));
  for (const id of ["leads", "function", "level", "place", "document", "from", "to", "colour"]) state[id] = find(id).value;
  state.least = Number(find("least").value);
  state.alone = find("alone").checked;
}

function writeControls() {
  for (const radio of document.querySelectorAll('input[name="network"]')) radio.checked = radio.value === state.network;
  find("leads").value = state.leads;
  find("alone").checked = state.alone;
  const weights = ties(passing(data, { ...state, fn: state.function }), state.network, state.leads).map((tie) => tie.weight);
  const greatest = Math.max(1, weights.reduce((most, weight) => Math.max(most, weight), 1));
  state.least = Math.min(state.least, greatest);
  find("least").max = greatest;
  find("least").value = state.least;
  find("least-value").textContent = state.least;
  find("rule").textContent = state.network === "lead-partner" ? words().ruleLed : words().ruleShared;
}

function applyTheme() {
  if (state.theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = state.theme;
  picture?.theme();
}

find("filters").addEventListener("change", (event) => {
  if (event.target.id === "search") return;
  readControls();
  writeControls();
  update();
});
find("least").addEventListener("input", () => {
  find("least-value").textContent = find("least").value;
});
find("filters").addEventListener("submit", (event) => event.preventDefault());
find("filters").addEventListener("reset", (event) => {
  event.preventDefault();
  const kept = { network: state.network, leads: "listed", colour: state.colour };
  Object.assign(state, kept, { function: "", level: "", place: "", document: "", from: "", to: "", least: 1, alone: false, chosen: null, tab: "ranking" });
  state.roles = new Set(data.colours.roles.map(([role]) => role));
  find("search").value = "";
  translate();
  writeControls();
  update();
});
find("language").addEventListener("click", () => {
  state.language = state.language === "zh" ? "en" : "zh";
  translate();
  writeControls();
  update();
});
find("theme").addEventListener("click", () => {
  state.theme = { auto: "light", light: "dark", dark: "auto" }[state.theme];
  applyTheme();
  translate();
});
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => picture?.theme());

for (const [id, act] of [["closer", () => picture?.zoom(1 / 1.5)], ["farther", () => picture?.zoom(1.5)], ["whole", () => picture?.whole()]]) {
  find(id).addEventListener("click", act);
}
find("canvas").addEventListener("keydown", (event) => {
  const moves = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  if (moves[event.key]) picture?.pan(...moves[event.key]);
  else if (event.key === "+" || event.key === "=") picture?.zoom(1 / 1.5);
  else if (event.key === "-") picture?.zoom(1.5);
  else if (event.key === "0") picture?.whole();
  else return;
  event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && state.chosen && event.target.id !== "search") choose(null);
});

for (const name of ["ranking", "evidence"]) {
  const tab = find(`tab-${name}`);
  tab.addEventListener("click", () => {
    state.tab = name;
    showPanel();
  });
  tab.addEventListener("keydown", (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    state.tab = name === "ranking" ? "evidence" : "ranking";
    showPanel();
    find(`tab-${state.tab}`).focus();
  });
}

search(find("search"), find("found"), data.nodes, (agency) => {
  if (!shown.assignments.some((assignment) => assignment.agency === agency)) find("filters").reset();
  chooseAndGo({ agency });
});

// On paper the picture is drawn in lines, not pixels, and always on white.
addEventListener("beforeprint", () => {
  find("canvas").querySelector("svg")?.remove();
  if (picture) find("canvas").append(drawing(picture));
});
addEventListener("afterprint", () => find("canvas").querySelector("svg")?.remove());
find("print").addEventListener("click", () => print());
find("save").addEventListener("click", () => {
  if (!picture) return;
  const file = new Blob([new XMLSerializer().serializeToString(drawing(picture))], { type: "image/svg+xml" });
  const link = make("a", { href: URL.createObjectURL(file), download: `quanze-${state.network}.svg` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
});

translate();
writeControls();
update();
document.body.dataset.ready = "";

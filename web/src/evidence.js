// The evidence: the tasks of an agency or of a tie, each with its document, number and section, and the very sentence.

import { fill, growing, make, marked } from "./dom.js";

const STEP = 40;

/// Shows what an agency answers for and with whom.
export function showAgency(panel, agency, assignments, ties, tools) {
  const { words, label, onTie, onAgency } = tools;
  const own = assignments.filter((assignment) => assignment.agency === agency);
  const facts = [
    agency.kind === "group" ? words.group : undefined,
    agency.level && label(`level/${agency.level}`),
    agency.place,
    agency.function,
    agency.community === undefined ? undefined : `${words.community} ${agency.community}`,
  ].filter(Boolean);
  const partners = ties
    .filter(({ source, target }) => source === agency || target === agency)
    .sort((a, b) => b.weight - a.weight || a.key.localeCompare(b.key));
  const list = make("ul", { class: "partners" });
  const render = (tie) => {
    const other = tie.source === agency ? tie.target : tie.source;
    const arrow = tools.directed ? (tie.source === agency ? "→ " : "← ") : "";
    return make(
      "li",
      {},
      make("button", { type: "button", onclick: () => onTie(tie) }, `${arrow}${other.name}`, make("b", {}, String(tie.weight))),
    );
  };
  const more = growing(partners, 12, render, words.more, list);
  fill(
    panel,
    back(tools),
    make("h2", { tabindex: "-1" }, agency.name),
    make("p", { class: "facts" }, facts.join(" · ")),
    partners.length ? make("details", { open: true }, make("summary", {}, `${words.partners} (${partners.length})`), list, more) : undefined,
    tasks(own, tools),
  );
}

/// Shows the tasks in which two agencies stand together.
export function showTie(panel, tie, assignments, tools) {
  const { label, onAgency, words } = tools;
  const own = assignments.filter(({ agency, task }) => (agency === tie.source || agency === tie.target) && tie.tasks.has(task));
  // Of a task with several lists only those count in which both stand.
  const both = new Map();
  for (const { agency, task, list } of own) {
    const key = `${task.order} ${list}`;
    both.set(key, (both.get(key) ?? new Set()).add(agency));
  }
  const together = own.filter(({ task, list }) => both.get(`${task.order} ${list}`).size === 2);
  const end = (agency) => make("button", { type: "button", class: "name", onclick: () => onAgency(agency) }, agency.name);
  const parts = [...tie.roles]
    .filter(([role]) => role !== "shared")
    .map(([role, found]) => `${label(`role/${role}`)} ${found.size}`);
  fill(
    panel,
    back(tools),
    make("h2", { tabindex: "-1", class: "tie" }, end(tie.source), make("span", {}, ` ${tools.directed ? words.arrow : words.dash} `), end(tie.target)),
    parts.length ? make("p", { class: "facts" }, parts.join(" · ")) : undefined,
    tasks(together, tools),
  );
}

/// Shows what can be done.
export function showNothing(panel, { words }) {
  fill(panel, make("p", { class: "hint" }, words.choose));
}

function back({ words, onClose }) {
  return make("button", { type: "button", class: "back", onclick: onClose }, `‹ ${words.close}`);
}

/// The tasks of these assignments, by document, each with its sentences.
function tasks(assignments, { words, label, colourOf }) {
  const byTask = new Map();
  for (const assignment of assignments) {
    if (!byTask.has(assignment.task)) byTask.set(assignment.task, []);
    byTask.get(assignment.task).push(assignment);
  }
  const items = [...byTask].sort(([a], [b]) => a.order - b.order);
  const documents = new Set(items.map(([task]) => task.document));
  let last;
  const list = make("ol", { class: "tasks" });
  const render = ([task, found]) => {
    const head = task.document === last ? undefined : documentHead(task.document);
    last = task.document;
    const bySentence = new Map();
    for (const assignment of found) {
      const key = assignment.list;
      if (!bySentence.has(key)) bySentence.set(key, []);
      bySentence.get(key).push(assignment);
    }
    const tag = ({ agency, role, basis }) =>
      make("li", { colour: colourOf(role) }, `${agency.name} · ${label(`role/${role}`)}`, make("small", {}, label(`basis/${basis}`)));
    const quotes = [...bySentence.values()].map((own) => [
      make("ul", { class: "tags" }, distinct(own).map(tag)),
      own[0].sentence ? make("blockquote", {}, marked(own[0].sentence, own.map(({ mention }) => mention))) : undefined,
      make("p", { class: "place" }, [task.document.source, words.line(own[0].line)].filter(Boolean).join(" · ")),
    ]);
    return make(
      "li",
      {},
      head,
      make("p", { class: "section" }, task.path),
      make("h4", {}, [task.number, task.title].filter(Boolean).join(" ")),
      quotes,
    );
  };
  const more = growing(items, STEP, render, words.more, list);
  return [make("h3", {}, words.heading(items.length, documents.size)), list, more];
}

function distinct(assignments) {
  const seen = new Map(assignments.map((assignment) => [`${assignment.agency.at} ${assignment.role} ${assignment.basis}`, assignment]));
  return [...seen.values()];
}

function documentHead({ title, number, issued }) {
  return make("header", { class: "document" }, make("strong", {}, title), make("span", {}, [number, issued].filter(Boolean).join(" · ")));
}

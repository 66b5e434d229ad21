// The ranking beside the picture: a table of who answers for most, with a bar stacked by role.

import { fill, growing, make } from "./dom.js";

const STEP = 60;

const SORTS = {
  duties: (row) => row.duties,
  tasks: (row) => row.tasks,
  documents: (row) => row.documents,
};

export function showRanking(panel, rows, { words, label, roles, sort, onSort, onChoose }) {
  if (!rows.length) {
    fill(panel, make("p", { class: "hint" }, words.nothing));
    return;
  }
  const sorted = [...rows].sort((a, b) => SORTS[sort](b) - SORTS[sort](a) || a.agency.at - b.agency.at);
  const greatest = sorted.reduce((most, row) => Math.max(most, row.duties), 1);
  const head = (key, title) =>
    make(
      "th",
      { scope: "col", class: "number", "aria-sort": sort === key ? "descending" : "none" },
      make("button", { type: "button", onclick: () => onSort(key) }, title, sort === key ? " ▾" : ""),
    );
  const body = make("tbody");
  const render = (row) => {
    const parts = roles.filter(([role]) => row.roles.has(role)).map(([role, colour]) => ({ role, colour, count: row.roles.get(role) }));
    const told = parts.map(({ role, count }) => `${label(`role/${role}`)} ${count}`).join("，");
    const bars = parts.map(({ colour, count }) => make("i", { colour, share: `${(100 * count) / greatest}%` }));
    return make(
      "tr",
      { "data-agency": row.agency.iri },
      make(
        "th",
        { scope: "row" },
        make("button", { type: "button", class: "name", onclick: () => onChoose(row.agency) }, row.agency.name),
        make("span", { class: "bar", role: "img", "aria-label": told, title: told }, bars),
      ),
      make("td", { class: "number" }, String(row.duties)),
      make("td", { class: "number" }, String(row.tasks)),
      make("td", { class: "number" }, String(row.documents)),
    );
  };
  const more = growing(sorted, STEP, render, words.more, body);
  const key = roles
    .filter(([role]) => rows.some((row) => row.roles.has(role)))
    .map(([role, colour]) => make("li", {}, make("i", { class: "swatch", colour }), label(`role/${role}`)));
  fill(
    panel,
    make("ul", { class: "key" }, key),
    make(
      "table",
      {},
      make("caption", { class: "unseen" }, words.ranking),
      make("thead", {}, make("tr", {}, make("th", { scope: "col" }, words.name), head("duties", words.duties), head("tasks", words.tasks), head("documents", words.docs))),
      body,
    ),
    more,
  );
}

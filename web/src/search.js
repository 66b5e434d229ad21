// Finding an agency by any part of its name: a box with a list below it, for mouse and keyboard alike.

import { fill, make } from "./dom.js";

const MOST = 12;

export function search(box, list, nodes, onChoose) {
  let found = [];
  let active = -1;

  const close = () => {
    list.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const choose = (agency) => {
    box.value = agency.name;
    close();
    onChoose(agency);
  };
  const mark = () => {
    [...list.children].forEach((item, place) => item.setAttribute("aria-selected", String(place === active)));
    if (active < 0) return;
    box.setAttribute("aria-activedescendant", `found-${active}`);
    list.children[active].scrollIntoView({ block: "nearest" });
  };
  const look = () => {
    const parts = box.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    const fits = ({ name }) => parts.every((part) => name.toLowerCase().includes(part));
    found = parts.length ? nodes.filter(fits).sort((a, b) => b.radius - a.radius || a.at - b.at).slice(0, MOST) : [];
    const item = (agency, place) =>
      make("li", { role: "option", id: `found-${place}`, "aria-selected": "false", onmousedown: (event) => event.preventDefault(), onclick: () => choose(agency) }, agency.name);
    fill(list, found.map(item));
    list.hidden = found.length === 0;
    box.setAttribute("aria-expanded", String(found.length > 0));
    active = -1;
  };

  box.addEventListener("input", look);
  box.addEventListener("focus", look);
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (list.hidden) look();
      const step = event.key === "ArrowDown" ? 1 : -1;
      if (found.length) active = (active + step + found.length) % found.length;
      mark();
    } else if (event.key === "Enter") {
      const agency = found[Math.max(active, 0)];
      if (!list.hidden && agency) choose(agency);
    } else if (event.key === "Escape") {
      close();
    } else return;
    event.preventDefault();
  });
}

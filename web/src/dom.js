// Making elements. A text is always set as text, so that nothing a document says is ever read as mark-up.

export const find = (id) => document.getElementById(id);

/// An element with attributes, listeners (`onclick`) and children; strings become text.
export function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (key === "colour") element.style.setProperty("--colour", value);
    else if (key === "share") element.style.setProperty("--share", value);
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== ""));
  return element;
}

export function fill(element, ...children) {
  element.replaceChildren(...children.flat(Infinity).filter((child) => child !== undefined && child !== null));
}

/// The text in pieces, with each of the words given inside a mark.
export function marked(text, words) {
  const pieces = [];
  let rest = text;
  const wanted = [...new Set(words)].filter(Boolean).sort((a, b) => b.length - a.length);
  while (rest) {
    let first = -1;
    let found = "";
    for (const word of wanted) {
      const at = rest.indexOf(word);
      if (at >= 0 && (first < 0 || at < first)) [first, found] = [at, word];
    }
    if (first < 0) break;
    pieces.push(rest.slice(0, first), make("mark", {}, found));
    rest = rest.slice(first + found.length);
  }
  pieces.push(rest);
  return pieces;
}

/// A list that shows its first items and, at a button, more.
export function growing(items, step, render, moreLabel, list) {
  let shown = 0;
  const button = make("button", { type: "button", class: "more" });
  const grow = () => {
    for (const item of items.slice(shown, shown + step)) list.append(render(item));
    shown = Math.min(items.length, shown + step);
    button.hidden = shown >= items.length;
    button.textContent = moreLabel(Math.min(step, items.length - shown));
  };
  button.addEventListener("click", () => {
    const before = list.children.length;
    grow();
    list.children[before]?.querySelector("button, a")?.focus();
  });
  grow();
  return button;
}

// The picture as SVG: what is in view now, on white, for printing and for keeping.

import { mix, textWidth } from "./picture.js";

const SPACE = "http://www.w3.org/2000/svg";
const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif';

export function drawing(picture) {
  const { sigma, graph } = picture;
  const { width, height } = sigma.getDimensions();
  const frame = new Frame(width, height);
  const svg = shape("svg", { xmlns: SPACE, "font-family": FONT });
  svg.append(shape("rect", { x: -width, y: -height, width: 3 * width, height: 3 * height, fill: "#ffffff" }));
  const scale = (size) => sigma.scaleSize(size);
  const inside = ({ x, y }) => x > -width && y > -height && x < 2 * width && y < 2 * height;
  graph.forEachEdge((id, { share, size, type }, source, target) => {
    const [from, to] = [source, target].map((node) => sigma.graphToViewport(graph.getNodeAttributes(node)));
    if (!inside(from) || !inside(to)) return;
    const colour = mix("#dcdfe3", "#7d858e", share);
    const thick = Math.max(0.4, 0.8 * scale(size)).toFixed(2);
    svg.append(shape("line", { x1: round(from.x), y1: round(from.y), x2: round(to.x), y2: round(to.y), stroke: colour, "stroke-width": thick }));
    if (type === "arrow") svg.append(head(from, to, scale(graph.getNodeAttribute(target, "size")), scale(size), colour));
  });
  for (const { at } of picture.order) {
    const { color, size, ...point } = graph.getNodeAttributes(String(at));
    const { x, y } = sigma.graphToViewport(point);
    const disc = { cx: round(x), cy: round(y), r: scale(size).toFixed(2), fill: color, stroke: "#ffffff", "stroke-width": 0.6 };
    if (!inside({ x, y })) continue;
    svg.append(shape("circle", disc));
    frame.hold(x - scale(size), y - scale(size), x + scale(size), y + scale(size));
  }
  for (const { name, left, base, size } of picture.placeNames()) {
    const attributes = { x: round(left), y: round(base), "font-size": size };
    svg.append(text(name, { ...attributes, fill: "none", stroke: "#ffffff", "stroke-width": 3, "stroke-linejoin": "round" }));
    svg.append(text(name, { ...attributes, fill: "#22262b" }));
    frame.hold(left, base - size, left + textWidth(name, size), base + 0.3 * size);
  }
  frame.put(svg);
  return svg;
}

/// The part of the view that has something in it.
class Frame {
  constructor(width, height) {
    this.view = [0, 0, width, height];
    this.held = [width, height, 0, 0];
  }

  hold(left, top, right, bottom) {
    const [a, b, c, d] = this.held;
    this.held = [Math.min(a, left), Math.min(b, top), Math.max(c, right), Math.max(d, bottom)];
  }

  put(svg) {
    const margin = 12;
    const left = Math.max(this.view[0], this.held[0] - margin);
    const top = Math.max(this.view[1], this.held[1] - margin);
    const width = Math.max(1, Math.min(this.view[2], this.held[2] + margin) - left);
    const height = Math.max(1, Math.min(this.view[3], this.held[3] + margin) - top);
    svg.setAttribute("viewBox", [left, top, width, height].map(round).join(" "));
    svg.setAttribute("width", round(width));
    svg.setAttribute("height", round(height));
  }
}

function head(from, to, radius, thick, colour) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const size = 4 + 1.5 * thick;
  const tip = [to.x - ux * radius, to.y - uy * radius];
  const back = [tip[0] - ux * size, tip[1] - uy * size];
  const corner = (side) => `${round(back[0] - side * uy * size * 0.45)} ${round(back[1] + side * ux * size * 0.45)}`;
  return shape("path", { d: `M${round(tip[0])} ${round(tip[1])}L${corner(1)}L${corner(-1)}Z`, fill: colour });
}

function shape(name, attributes) {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

function text(words, attributes) {
  const element = shape("text", attributes);
  element.textContent = words;
  return element;
}

const round = (number) => number.toFixed(1);

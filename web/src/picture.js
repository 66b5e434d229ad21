// The picture: sigma draws discs and lines, and names stand on a canvas above it, the largest first, none over another.

import Graph from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeRectangleProgram } from "sigma/rendering";

const FONT = '"Noto Sans CJK SC","Microsoft YaHei","PingFang SC",sans-serif';
// With more elements than this, hovering marks the node alone, and lines are hidden while the picture moves.
const MANY = 6000;
// So few nodes would fill the screen; the picture is never enlarged beyond this extent.
const SMALLEST_EXTENT = 500;
const MOST_NAMES = 160;
const FEW_NAMES = 24;

export class Picture {
  constructor(container, handlers) {
    this.container = container;
    this.graph = new Graph({ type: "directed", multi: true });
    this.selected = null;
    this.hovered = null;
    this.near = new Set();
    this.order = [];
    this.takeColours();
    this.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      renderLabels: false,
      enableEdgeEvents: true,
      enableCameraRotation: false,
      itemSizesReference: "positions",
      minEdgeThickness: 1,
      stagePadding: 36,
      zIndex: true,
      defaultEdgeType: "line",
      edgeProgramClasses: { line: EdgeRectangleProgram, arrow: EdgeArrowProgram },
      defaultDrawNodeHover: () => {},
      nodeReducer: (id, data) => this.nodeLook(id, data),
      edgeReducer: (id, data) => this.edgeLook(id, data),
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
    });
    this.names = document.createElement("canvas");
    this.names.className = "names";
    container.append(this.names);
    new ResizeObserver(() => {
      const { width, height } = this.sigma.getDimensions();
      if (width === container.offsetWidth && height === container.offsetHeight) return;
      this.sigma.resize();
      this.sigma.refresh({ skipIndexation: true });
    }).observe(container);
    this.sigma.on("afterRender", () => this.drawNames());
    this.sigma.on("clickNode", ({ node }) => handlers.node(this.graph.getNodeAttribute(node, "agency")));
    this.sigma.on("clickEdge", ({ edge }) => handlers.tie(this.graph.getEdgeAttribute(edge, "tie")));
    this.sigma.on("clickStage", () => handlers.none());
    for (const kind of ["Node", "Edge"]) {
      this.sigma.on(`enter${kind}`, (event) => this.hover(event.node ?? event.edge, kind, handlers));
      this.sigma.on(`leave${kind}`, () => this.hover(null, kind, handlers));
    }
  }

  /// Shows these agencies and ties; `look` gives a node's colour, `directed` draws arrows.
  show(agencies, ties, { colourOf, directed }) {
    const graph = new Graph({ type: "directed", multi: true });
    this.hovered = null;
    this.near = new Set();
    const many = agencies.length + ties.length > MANY;
    this.many = many;
    this.sigma.setSettings({ hideEdgesOnMove: many });
    const greatest = ties.reduce((most, tie) => Math.max(most, tie.weight), 1);
    for (const agency of agencies) {
      const attributes = { x: agency.x, y: agency.y, size: agency.radius, color: colourOf(agency), label: agency.name, agency };
      graph.addNode(String(agency.at), attributes);
    }
    const light = [...ties].sort((a, b) => a.weight - b.weight);
    for (const tie of light) {
      const share = Math.sqrt(tie.weight / greatest);
      const attributes = { size: Math.min(6, 0.6 + 0.9 * Math.sqrt(tie.weight)), share, type: directed ? "arrow" : "line", tie };
      graph.addDirectedEdgeWithKey(tie.key, String(tie.source.at), String(tie.target.at), attributes);
    }
    this.order = [...agencies].sort((a, b) => b.radius - a.radius || a.at - b.at);
    this.graph = graph;
    this.sigma.setCustomBBox(this.extent(agencies));
    this.sigma.setGraph(graph);
  }

  extent(agencies) {
    if (!agencies.length) return null;
    const range = (axis) => {
      const values = agencies.flatMap((agency) => [agency[axis] - agency.radius, agency[axis] + agency.radius]);
      const [least, greatest] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))];
      const missing = Math.max(0, SMALLEST_EXTENT - (greatest - least)) / 2;
      return [least - missing, greatest + missing];
    };
    return { x: range("x"), y: range("y") };
  }

  /// Takes the colours of the page as they are now.
  theme() {
    this.takeColours();
    this.sigma.refresh({ skipIndexation: true });
  }

  takeColours() {
    const style = getComputedStyle(this.container);
    const colour = (name) => style.getPropertyValue(name).trim();
    this.paper = colour("--paper");
    this.ink = colour("--ink");
    this.accent = colour("--accent");
    this.dim = colour("--dim");
    this.light = colour("--line-light");
    this.heavy = colour("--line-heavy");
  }

  /// Marks an agency or a tie and all it touches.
  select(agency, tie) {
    this.selected = agency ? { node: String(agency.at) } : tie ? { edge: tie.key } : null;
    this.focus();
  }

  focus() {
    const before = this.near.size;
    this.near = new Set();
    this.nearEdges = new Set();
    const target = this.selected ?? (this.many ? null : this.hovered);
    if (target?.node && this.graph.hasNode(target.node)) {
      this.near.add(target.node);
      this.graph.forEachEdge(target.node, (edge, _, source, end) => {
        this.nearEdges.add(edge);
        this.near.add(source).add(end);
      });
    } else if (target?.edge && this.graph.hasEdge(target.edge)) {
      this.nearEdges.add(target.edge);
      for (const end of this.graph.extremities(target.edge)) this.near.add(end);
    }
    if (before || this.near.size) this.sigma.refresh({ skipIndexation: true });
  }

  hover(id, kind, handlers) {
    this.hovered = id ? { [kind.toLowerCase()]: id } : null;
    this.container.classList.toggle("over", Boolean(id));
    handlers.hover(
      id && kind === "Node" ? this.graph.getNodeAttribute(id, "agency") : null,
      id && kind === "Edge" ? this.graph.getEdgeAttribute(id, "tie") : null,
    );
    if (!this.selected && !this.many) this.focus();
    else this.drawNames();
  }

  nodeLook(id, data) {
    if (!this.near.size) return data;
    return this.near.has(id) ? { ...data, zIndex: 2 } : { ...data, color: this.dim, zIndex: 0 };
  }

  edgeLook(id, data) {
    const colour = mix(this.light, this.heavy, 0.15 + 0.85 * data.share);
    if (!this.near.size) return { ...data, color: colour, zIndex: data.share };
    if (!this.nearEdges.has(id)) return { ...data, color: this.dim, hidden: this.many, zIndex: 0 };
    return { ...data, color: this.selected ? this.accent : this.heavy, zIndex: 3 };
  }

  /// The names that find room, the chosen and the largest first.
  placeNames() {
    const { width, height } = this.sigma.getDimensions();
    const taken = new Boxes();
    const placed = [];
    const hovered = this.hovered?.node;
    const first = this.order.filter(({ at }) => this.near.has(String(at)) || String(at) === hovered);
    const candidates = this.near.size ? first : [...first, ...this.order];
    const zoom = this.sigma.scaleSize(1);
    // A name may cover discs that are clearly smaller than its own, and no others.
    for (const agency of this.near.size ? first : this.order) {
      const radius = agency.radius * zoom * 0.8;
      if (radius < 2.5) continue;
      const { x, y } = this.sigma.graphToViewport(agency);
      taken.add([x - radius, y - radius, x + radius, y + radius], agency);
    }
    for (const agency of candidates) {
      if (placed.length >= MOST_NAMES) break;
      const id = String(agency.at);
      const forced = id === hovered || id === this.selected?.node;
      const { x, y } = this.sigma.graphToViewport(agency);
      const radius = agency.radius * zoom;
      if (x < -50 || y < -20 || x > width + 50 || y > height + 20) continue;
      // A name under a speck of a node says little about it; a few serve to find one's way.
      if (radius < 2.2 && placed.length >= FEW_NAMES && !forced && !this.near.size) continue;
      const size = Math.round(Math.max(11, Math.min(15, 9 + radius * 0.35)));
      const wide = textWidth(agency.name, size);
      const spots = [
        [x - wide / 2, y + radius + size + 1],
        [x - wide / 2, y - radius - 5],
        [x + radius + 4, y + size * 0.36],
        [x - radius - 4 - wide, y + size * 0.36],
      ];
      for (const [left, base] of spots) {
        const box = [left - 2, base - size, left + wide + 2, base + 4];
        if (!forced && (box[0] < 0 || box[2] > width || taken.meets(box, agency))) continue;
        taken.add(box, null);
        placed.push({ name: agency.name, left, base, size, strong: forced });
        break;
      }
    }
    return placed;
  }

  drawNames() {
    const { width, height } = this.sigma.getDimensions();
    const ratio = window.devicePixelRatio || 1;
    if (this.names.width !== width * ratio || this.names.height !== height * ratio) {
      [this.names.width, this.names.height] = [width * ratio, height * ratio];
    }
    const context = this.names.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    context.lineJoin = "round";
    for (const { name, left, base, size, strong } of this.placeNames().reverse()) {
      context.font = `${strong ? 600 : 400} ${size}px ${FONT}`;
      context.strokeStyle = this.paper;
      context.lineWidth = 3.5;
      context.strokeText(name, left, base);
      context.fillStyle = this.ink;
      context.fillText(name, left, base);
    }
  }

  zoom(factor) {
    const camera = this.sigma.getCamera();
    this.move({ ratio: camera.ratio * factor });
  }

  pan(right, down) {
    const camera = this.sigma.getCamera();
    const step = 0.12 * camera.ratio;
    this.move({ x: camera.x + right * step, y: camera.y - down * step });
  }

  whole() {
    this.move({ x: 0.5, y: 0.5, ratio: 1, angle: 0 });
  }

  /// Brings what is chosen and all it touches into view.
  toward() {
    const places = [...this.near].map((id) => this.sigma.getNodeDisplayData(id)).filter(Boolean);
    if (!places.length) return;
    const range = (axis) => {
      const values = places.map((place) => place[axis]);
      return [Math.min(...values), Math.max(...values)];
    };
    const [x, y] = [range("x"), range("y")];
    const ratio = 1.4 * Math.max(x[1] - x[0], y[1] - y[0]);
    this.move({ x: (x[0] + x[1]) / 2, y: (y[0] + y[1]) / 2, ratio: Math.min(1, Math.max(0.12, ratio)) });
  }

  move(state) {
    const camera = this.sigma.getCamera();
    if (this.still) camera.setState({ ...camera.getState(), ...state });
    else camera.animate(state, { duration: 240 });
  }
}

// Boxes on the screen, by the squares they touch, so that finding what one meets stays quick.
class Boxes {
  constructor() {
    this.squares = new Map();
  }

  *near([left, top, right, bottom]) {
    for (let column = Math.floor(left / 64); column <= Math.floor(right / 64); column++) {
      for (let row = Math.floor(top / 64); row <= Math.floor(bottom / 64); row++) yield `${column} ${row}`;
    }
  }

  add(box, owner) {
    for (const square of this.near(box)) {
      if (!this.squares.has(square)) this.squares.set(square, []);
      this.squares.get(square).push({ box, owner });
    }
  }

  /// Whether the box of an agency's name meets another name or the disc of an agency as large as it.
  meets(box, agency) {
    for (const square of this.near(box)) {
      for (const { box: other, owner } of this.squares.get(square) ?? []) {
        if (owner === agency || (owner && owner.radius < 0.8 * agency.radius)) continue;
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
    }
    return false;
  }
}

/// About how wide a text is: a Han character is as wide as the font is high.
export function textWidth(text, size) {
  let width = 0;
  for (const character of text) width += character.codePointAt(0) > 0x2000 ? size : size * 0.57;
  return width;
}

/// A colour between two, both `#rrggbb`.
export function mix(from, to, share) {
  const part = (colour, at) => parseInt(colour.slice(at, at + 2), 16);
  const channel = (at) => Math.round(part(from, at) + (part(to, at) - part(from, at)) * share);
  return `#${[1, 3, 5].map((at) => channel(at).toString(16).padStart(2, "0")).join("")}`;
}

//! The network as a figure: discs by the tasks of an agency, lines by those of a pair, names where there is room.

use super::{FigureError, Labels, Palette};
use crate::drawing::colours::{CATEGORIES, FAINT, INK, OTHER};
use crate::drawing::svg::{self, Anchor, Svg};
use crate::layout::{Layout, Point};
use crate::network::{Network, Shape, Value};

const WIDTH: f64 = 1200.0;
const HIGHEST: f64 = 1100.0;
const MARGIN: f64 = 36.0;
const LEGEND: f64 = 30.0;
/// Few nodes may lie far apart, but need not be large.
const LARGEST_SCALE_OF_DISCS: f64 = 1.3;
const LARGEST_TEXT: f64 = 15.0;
const SMALLEST_TEXT: f64 = 9.5;

/// How large each node of a network is drawn: by its tasks, else by the weight of its ties.
#[must_use]
pub fn weights(network: &Network) -> Vec<f64> {
    if let Some(place) = network.node_columns.iter().position(|column| column.name == "tasks") {
        let number = |value: &Value| value.to_string().parse().unwrap_or(0.0);
        return network.nodes().map(|node| node.attributes.get(place).and_then(Option::as_ref).map_or(0.0, number)).collect();
    }
    let mut weights = vec![0.0; network.graph.node_count()];
    for (source, target, edge) in network.ties() {
        weights[source] += edge.weight;
        weights[target] += edge.weight;
    }
    weights
}

/// The part of a network that a figure shows: nodes with a tie, and of these at most so many, the weightiest first.
#[must_use]
pub fn part(network: &Network, shown: Option<usize>) -> Network {
    let weights = weights(network);
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by(|&a, &b| weights[b].total_cmp(&weights[a]).then(a.cmp(&b)));
    let mut kept = vec![false; weights.len()];
    for &node in order.iter().take(shown.unwrap_or(weights.len())) {
        kept[node] = true;
    }
    let mut tied = vec![false; weights.len()];
    for (source, target, _) in network.ties().filter(|&(source, target, _)| source != target && kept[source] && kept[target]) {
        (tied[source], tied[target]) = (true, true);
    }
    let graph = network.graph.filter_map(|node, data| tied[node.index()].then(|| data.clone()), |_, edge| Some(edge.clone()));
    Network {
        name: network.name.clone(),
        shape: network.shape,
        node_columns: network.node_columns.clone(),
        edge_columns: network.edge_columns.clone(),
        graph,
        groups_left_out: network.groups_left_out,
    }
}

/// Draws a network where its nodes lie.
///
/// # Errors
/// Where it has no node.
pub fn figure(network: &Network, layout: &Layout, labels: &Labels) -> Result<String, FigureError> {
    if layout.points.is_empty() {
        return Err(FigureError::Empty { kind: "network" });
    }
    let (least, greatest) = layout.bounds();
    let extent = [greatest[0] - least[0], greatest[1] - least[1]];
    let scale = ((WIDTH - 2.0 * MARGIN) / extent[0].max(1.0)).min((HIGHEST - 2.0 * MARGIN) / extent[1].max(1.0)).min(2.2);
    let height = extent[1] * scale + 2.0 * MARGIN;
    let left = (WIDTH - extent[0] * scale) / 2.0;
    // The plane's y grows upwards, the page's downwards.
    let points: Vec<Point> =
        layout.points.iter().map(|point| [left + (point[0] - least[0]) * scale, MARGIN + (greatest[1] - point[1]) * scale]).collect();
    let radii: Vec<f64> = layout.radii.iter().map(|radius| (radius * scale.min(LARGEST_SCALE_OF_DISCS)).max(1.2)).collect();

    let palette = Palette::of(network);
    let mut svg = Svg::new();
    draw_ties(&mut svg, network, &points, &radii);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|&a, &b| radii[b].total_cmp(&radii[a]).then(a.cmp(&b)));
    for &node in &order {
        svg.disc(points[node], radii[node], palette.colour(network, node));
    }
    draw_names(&mut svg, network, &points, &radii, &order, height);
    let bottom = draw_legend(&mut svg, network, &palette, &order, height, labels);
    Ok(svg.finish([WIDTH, bottom]))
}

/// The lines, the light ones first; a directed one ends in a head at its target.
fn draw_ties(svg: &mut Svg, network: &Network, points: &[Point], radii: &[f64]) {
    let mut ties: Vec<(usize, usize, f64)> = network.ties().map(|(source, target, edge)| (source, target, edge.weight)).collect();
    ties.sort_by(|a, b| a.2.total_cmp(&b.2).then((a.0, a.1).cmp(&(b.0, b.1))));
    let greatest = ties.last().map_or(1.0, |tie| tie.2).max(1.0);
    for (source, target, weight) in ties {
        let share = (weight / greatest).sqrt();
        let width = 0.5 + 3.0 * share;
        let colour = GREYS[grey(share)];
        let (from, to) = (points[source], points[target]);
        if network.shape == Shape::Directed {
            arrow(svg, from, to, radii[target], width, colour);
        } else {
            svg.line(from, to, width, colour);
        }
    }
}

/// From light to heavy: the colours of the lines.
const GREYS: [&str; 5] = ["#e3e5e8", "#d3d6da", "#bfc4ca", "#a6adb5", "#878f99"];

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of the greys")]
fn grey(share: f64) -> usize {
    ((share * GREYS.len() as f64) as usize).min(GREYS.len() - 1)
}

fn arrow(svg: &mut Svg, from: Point, to: Point, radius: f64, width: f64, colour: &str) {
    let along = [to[0] - from[0], to[1] - from[1]];
    let length = (along[0] * along[0] + along[1] * along[1]).sqrt();
    if length <= radius {
        return;
    }
    let along = [along[0] / length, along[1] / length];
    let head = 4.0 + 1.6 * width;
    let tip = [to[0] - along[0] * radius, to[1] - along[1] * radius];
    let back = [tip[0] - along[0] * head, tip[1] - along[1] * head];
    let side = [-along[1] * head * 0.42, along[0] * head * 0.42];
    svg.line(from, back, width, colour);
    svg.triangle([tip, [back[0] + side[0], back[1] + side[1]], [back[0] - side[0], back[1] - side[1]]], colour);
}

/// A box that a name or a disc takes: left, top, right, bottom.
type Area = [f64; 4];

/// The names, the largest node's first, each where it covers no other name: below, above, right or left of its disc.
fn draw_names(svg: &mut Svg, network: &Network, points: &[Point], radii: &[f64], order: &[usize], height: f64) {
    let greatest = order.first().map_or(1.0, |&node| radii[node]);
    let mut taken: Vec<Area> = Vec::new();
    for &node in order {
        let size = SMALLEST_TEXT + (LARGEST_TEXT - SMALLEST_TEXT) * (radii[node] / greatest).min(1.0);
        let name = svg::fit(&network.node(node).label, size, 240.0);
        let (wide, [x, y], radius) = (svg::width(&name, size), points[node], radii[node]);
        let places = [
            ([x, y + radius + size], Anchor::Middle),
            ([x, y - radius - size * 0.35], Anchor::Middle),
            ([x + radius + 3.0, y + size * 0.36], Anchor::Start),
            ([x - radius - 3.0, y + size * 0.36], Anchor::End),
        ];
        let area = |([x, y], anchor): ([f64; 2], Anchor)| -> Area {
            let left = match anchor {
                Anchor::Start => x,
                Anchor::Middle => x - wide / 2.0,
                Anchor::End => x - wide,
            };
            [left, y - size * 0.95, left + wide, y + size * 0.25]
        };
        let free = |place: &([f64; 2], Anchor)| {
            let area = area(*place);
            let inside = area[0] > 2.0 && area[2] < WIDTH - 2.0 && area[1] > 2.0 && area[3] < height - 2.0;
            inside
                && taken.iter().all(|other| !overlap(area, *other))
                && order
                    .iter()
                    .take_while(|other| radii[**other] > radius * 0.8)
                    .filter(|other| **other != node)
                    .all(|&other| !overlap(area, disc_area(points[other], radii[other] * 0.8)))
        };
        if let Some(place) = places.into_iter().find(free) {
            svg.label(place.0, size, place.1, &name);
            taken.push(area(place));
        }
    }
}

fn disc_area([x, y]: Point, radius: f64) -> Area {
    [x - radius, y - radius, x + radius, y + radius]
}

fn overlap(a: Area, b: Area) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

/// The colours and what is counted, below the picture; returns where it ends.
fn draw_legend(svg: &mut Svg, network: &Network, palette: &Palette, order: &[usize], top: f64, labels: &Labels) -> f64 {
    let size = 13.0;
    let (mut x, mut y) = (MARGIN, top + 16.0);
    let mut entry = |svg: &mut Svg, colour: &str, text: &str| {
        let wide = 20.0 + svg::width(text, size) + 24.0;
        if x > MARGIN && x + wide > WIDTH - MARGIN {
            (x, y) = (MARGIN, y + 24.0);
        }
        svg.disc([x + 6.0, y - 4.5], 6.0, colour);
        svg.text([x + 18.0, y], size, Anchor::Start, INK, text);
        x += wide;
    };
    let categories = palette.categories.iter().zip(CATEGORIES);
    for ((category, _), colour) in categories {
        let largest = || order.iter().find(|node| palette.category(network, **node).as_ref() == Some(category));
        let text = match (palette.attribute, largest()) {
            // A community has a number only; its largest member says more.
            ("community", Some(&node)) => format!("{category} · {}", network.node(node).label),
            _ => category.clone(),
        };
        entry(svg, colour, &text);
    }
    if order.iter().any(|node| palette.colour(network, *node) == OTHER) {
        entry(svg, OTHER, labels.word("other"));
    }
    let counted = if network.shape == Shape::Directed { labels.word("led") } else { labels.word("shared") };
    let note = format!("{} {} · ● {} · — {counted}", network.graph.node_count(), labels.word("agencies"), labels.word("tasks"));
    svg.text([MARGIN, y + LEGEND], size - 1.0, Anchor::Start, FAINT, &note);
    y + LEGEND + 18.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout;
    use crate::network::{Definition, Filter, Rows, build};

    fn network(shape: Shape) -> Network {
        let text = |text: &str| Some(Value::from(text));
        let node = |name: &str, tasks: i64, function: &str| {
            vec![text(&format!("x:{name}")), text(name), text("agency"), Some(Value::from(tasks)), text(function)]
        };
        let nodes = Rows {
            columns: ["node", "label", "kind", "tasks", "function"].map(str::to_owned).to_vec(),
            rows: vec![node("甲<局>", 9, "财政"), node("乙局", 4, "财政"), node("丙局", 1, "教育"), node("丁局", 7, "民政")],
        };
        let edge = |a: &str, b: &str, weight: i64| {
            vec![text(&format!("x:{a}")), text(&format!("x:{b}")), text("shared"), Some(Value::from(weight))]
        };
        let edges = Rows {
            columns: ["source", "target", "role", "weight"].map(str::to_owned).to_vec(),
            rows: vec![edge("甲<局>", "乙局", 3), edge("乙局", "丙局", 1)],
        };
        let definition = Definition { name: "test", shape, nodes: "", edges: "" };
        build(&definition, &nodes, &edges, &Filter::default()).unwrap()
    }

    fn drawn(network: &Network) -> String {
        let layout = layout::layout(network, &weights(network));
        figure(network, &layout, &Labels::default()).unwrap()
    }

    #[test]
    fn who_has_no_tie_is_left_out_and_names_are_text() {
        let whole = network(Shape::Undirected);
        let shown = part(&whole, None);
        assert_eq!((whole.graph.node_count(), shown.graph.node_count()), (4, 3));
        let figure = drawn(&shown);
        assert!(figure.contains("甲&lt;局&gt;") && figure.contains("丙局") && !figure.contains("丁局"), "{figure}");
        assert_eq!(figure, drawn(&shown));
    }

    #[test]
    fn the_weightiest_are_kept() {
        let shown = part(&network(Shape::Undirected), Some(3));
        assert_eq!(shown.nodes().map(|node| node.label.as_str()).collect::<Vec<_>>(), ["乙局", "甲<局>"]);
        assert!(matches!(figure(&part(&shown, Some(1)), &Layout::default(), &Labels::default()), Err(FigureError::Empty { .. })));
    }

    #[test]
    fn directed_ties_have_heads() {
        assert!(drawn(&network(Shape::Directed)).contains("<path"));
        assert!(!drawn(&network(Shape::Undirected)).contains("<path"));
    }
}

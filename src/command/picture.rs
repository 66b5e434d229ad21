//! `quanze export page` and `quanze export figure`: pictures of the graph, on a screen and on paper.

use std::path::Path;

use anyhow::{Context as _, bail};

use super::export::say_written;
use super::network::{measures_of, network_of};
use crate::cli::{FigureKind, FigureLanguage, NetworkOptions};
use crate::figure::{self, Labels, Language};
use crate::network::Shape;
use crate::query::with_settings;
use crate::store::Graph;
use crate::{drawing, layout, page};

/// What figure is asked for.
pub(super) struct Wanted<'a> {
    pub(super) kind: FigureKind,
    pub(super) name: &'a str,
    pub(super) top: Option<u32>,
    pub(super) language: FigureLanguage,
    pub(super) scale: f32,
    pub(super) options: &'a NetworkOptions,
}

/// The networks between which a page switches.
const OF_PAGE: [&str; 2] = ["agency-agency", "lead-partner"];

pub(super) fn write_page(graph: &Graph, out: &Path, name: &str, groups: bool, settings: &[String]) -> anyhow::Result<()> {
    if !OF_PAGE.contains(&name) {
        bail!("a page does not open with the network `{name}`; use {}", OF_PAGE.join(" or "));
    }
    let options = NetworkOptions { groups, no_paths: true, settings: settings.to_vec(), ..NetworkOptions::default() };
    let mut shared = network_of(graph, OF_PAGE[0], &options)?;
    measures_of(&shared, &options).attach(&mut shared);
    let led = network_of(graph, OF_PAGE[1], &options)?;
    put(out, page::page(graph, &shared, &led, name, settings)?.as_bytes())
}

pub(super) fn write_figure(graph: &Graph, out: &Path, wanted: &Wanted<'_>) -> anyhow::Result<()> {
    let ending = out.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
    if !matches!(ending.as_str(), "svg" | "png") {
        bail!("a figure is written as .svg or .png; `{}` ends in neither", out.display());
    }
    let language = match wanted.language {
        FigureLanguage::Zh => Language::Chinese,
        FigureLanguage::En => Language::English,
    };
    let labels = Labels::of(graph, language)?;
    let top = wanted.top.map(|top| top as usize);
    let svg = match wanted.kind {
        FigureKind::Network => {
            let mut network = network_of(graph, wanted.name, wanted.options)?;
            if matches!(network.shape, Shape::TwoMode { .. }) {
                bail!(
                    "a figure cannot show the two-mode network `{}`; use agency-agency, lead-partner or joint-issue, or kind matrix",
                    wanted.name
                );
            }
            measures_of(&network, &NetworkOptions { no_paths: true, ..wanted.options.clone() }).attach(&mut network);
            let part = figure::network::part(&network, top);
            let left_out = network.graph.node_count() - part.graph.node_count();
            if left_out > 0 {
                eprintln!(
                    "{left_out} of {} agencies are not shown: they have no tie, or are not among the top",
                    network.graph.node_count()
                );
            }
            figure::network::figure(&part, &layout::layout(&part, &figure::network::weights(&part)), &labels)?
        }
        FigureKind::Ranking => {
            let NetworkOptions { within, groups, minimum_weight, .. } = wanted.options;
            if *groups || within != "list" || *minimum_weight > 0.0 {
                bail!("a ranking counts single agencies, not ties; leave out --groups, --within and --minimum-weight, or use kind network");
            }
            let answer = graph.select(&with_settings(figure::ranking::QUERY, &wanted.options.settings)?)?;
            figure::ranking::figure(&answer, top.unwrap_or(figure::ranking::SHOWN), &labels)?
        }
        FigureKind::Matrix => {
            let network = network_of(graph, "agency-document", wanted.options)?;
            figure::matrix::figure(&network, top.unwrap_or(figure::matrix::SHOWN), &labels)?
        }
    };
    if ending == "png" { put(out, &drawing::png(&svg, wanted.scale)?) } else { put(out, svg.as_bytes()) }
}

/// Writes a file whole or not at all.
fn put(out: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let failed = || format!("cannot write `{}`; check that its folder is there and can be written to", out.display());
    let mut name = out.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    let part = out.with_file_name(name);
    std::fs::write(&part, bytes).with_context(failed)?;
    std::fs::rename(&part, out).with_context(failed)?;
    say_written(&[out.to_path_buf()]);
    Ok(())
}

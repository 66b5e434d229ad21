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
            let answer = graph.select(&with_settings(figure::ranking::QUERY, &ranking_settings(wanted)?)?)?;
            figure::ranking::figure(&answer, top.unwrap_or(figure::ranking::SHOWN), &labels)?
        }
        FigureKind::Matrix => {
            let network = network_of(graph, "agency-document", wanted.options)?;
            figure::matrix::figure(&network, top.unwrap_or(figure::matrix::SHOWN), &labels)?
        }
    };
    if ending == "png" { put(out, &drawing::png(&svg, wanted.scale)?) } else { put(out, svg.as_bytes()) }
}

/// The options of a network that a ranking has too, as settings of its query; refuses the others, which speak of ties.
fn ranking_settings(wanted: &Wanted<'_>) -> anyhow::Result<Vec<String>> {
    let NetworkOptions {
        within,
        weights,
        groups,
        roles,
        bases,
        from,
        to,
        minimum_weight,
        ego,
        steps: _,
        largest_component,
        tied_only,
        // It takes no measures in any case.
        no_paths: _,
        settings,
    } = wanted.options;
    let usual = NetworkOptions::default();
    let of_ties = [
        ("--network", wanted.name != "agency-agency"),
        ("--within", *within != usual.within),
        ("--weights", *weights != usual.weights),
        ("--groups", *groups),
        ("--minimum-weight", *minimum_weight > usual.minimum_weight),
        ("--ego", ego.is_some()),
        ("--largest-component", *largest_component),
        ("--tied-only", *tied_only),
    ];
    let refused: Vec<&str> = of_ties.into_iter().filter(|(_, given)| *given).map(|(option, _)| option).collect();
    if !refused.is_empty() {
        bail!(
            "a ranking counts single agencies, not ties; leave out {}, or draw `--kind network`, or ask `quanze query cross-document-agencies --chart FILE`",
            refused.join(" and ")
        );
    }
    let shared = [("role", roles), ("basis", bases), ("from", from), ("to", to)];
    let shared = shared.into_iter().filter_map(|(name, value)| value.as_ref().map(|value| (name, value)));
    Ok(settings.iter().cloned().chain(shared.map(|(name, value)| format!("{name}={value}"))).collect())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(name: &str, options: &NetworkOptions) -> Result<String, String> {
        let language = FigureLanguage::Zh;
        let wanted = Wanted { kind: FigureKind::Ranking, name, top: None, language, scale: 1.0, options };
        ranking_settings(&wanted).map(|settings| settings.join(" ")).map_err(|error| error.to_string())
    }

    #[test]
    fn a_ranking_takes_what_chooses_duties_and_refuses_what_speaks_of_ties() {
        let usual = NetworkOptions::default;
        let some = |text: &str| Some(text.to_owned());
        let taken = NetworkOptions {
            roles: some("lead,co-lead"),
            bases: some("explicit"),
            from: some("2020"),
            to: some("2023-06"),
            settings: vec!["place=甘肃省".to_owned()],
            ..usual()
        };
        let expected = "place=甘肃省 role=lead,co-lead basis=explicit from=2020 to=2023-06";
        assert_eq!(settings("agency-agency", &taken).as_deref(), Ok(expected));
        assert!(with_settings(figure::ranking::QUERY, &expected.split(' ').map(str::to_owned).collect::<Vec<_>>()).is_ok());
        for (option, options) in [
            ("--within", NetworkOptions { within: "task".to_owned(), ..usual() }),
            ("--weights", NetworkOptions { weights: "newman".to_owned(), ..usual() }),
            ("--groups", NetworkOptions { groups: true, ..usual() }),
            ("--minimum-weight", NetworkOptions { minimum_weight: 2.0, ..usual() }),
            ("--ego", NetworkOptions { ego: some("甘肃省财政厅"), ..usual() }),
            ("--largest-component", NetworkOptions { largest_component: true, ..usual() }),
            ("--tied-only", NetworkOptions { tied_only: true, ..usual() }),
            ("--groups and --tied-only", NetworkOptions { tied_only: true, groups: true, ..usual() }),
        ] {
            let error = settings("agency-agency", &options).unwrap_err();
            assert!(
                error.contains(option) && error.contains("--kind network") && error.contains("cross-document-agencies"),
                "{option}: {error}"
            );
        }
        assert!(settings("lead-partner", &usual()).unwrap_err().contains("leave out --network"));
    }
}

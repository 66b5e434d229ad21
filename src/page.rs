//! The page: one file that opens in a browser without a network, shows who answers with whom, and leads to the sentences.
//!
//! Everything in it is the answer to a query: the networks' own, whose nodes are laid out here, and those of `queries/page`,
//! packed by [`data`]. The page's script counts ties and tasks again from the assignments whenever a filter is set, by the
//! rules of the networks' queries.
//!
//! A document's words are data. They stand in a block that no browser runs, with every `<` written as an escape, and the
//! script sets them as text. The policy in the page's head lets run what has the digest of the script that is built in, and
//! nothing else, and lets nothing be loaded from anywhere.

pub mod data;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest as _, Sha256};

use crate::figure::network::weights;
use crate::figure::{Labels, Language};
use crate::layout;
use crate::network::Network;
use crate::query::{QueryError, with_settings};
use crate::store::{Graph, StoreError};

/// The frame of the page, with `{{…}}` where the parts go.
const FRAME: &str = include_str!("../web/page.html");
/// How it looks.
const STYLE: &str = include_str!("../web/page.css");
/// What it does, with the libraries in it: made of `web/src` by `npm run build` in `web`.
const SCRIPT: &str = include_str!("../web/dist/page.js");

/// The queries whose answers the page holds, by the name its script knows them by.
pub const QUERIES: [(&str, &str); 5] = [
    ("documents", include_str!("../queries/page/documents.rq")),
    ("tasks", include_str!("../queries/page/tasks.rq")),
    ("lists", include_str!("../queries/page/lists.rq")),
    ("assignments", include_str!("../queries/page/assignments.rq")),
    ("labels", crate::figure::labels::QUERY),
];

/// Why a page cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A query failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A setting that the queries do not take.
    #[error(transparent)]
    Query(#[from] QueryError),
    /// Nobody answers for anything.
    #[error("nothing to show on a page; build the graph from documents that name agencies, or set fewer filters")]
    Empty,
}

/// Makes the page of two networks over one set of agencies; `first` is the one it opens with.
///
/// # Errors
/// Where a query fails or there is nothing to show.
pub fn page(graph: &Graph, shared: &Network, led: &Network, first: &str, settings: &[String]) -> Result<String, PageError> {
    if shared.graph.node_count() == 0 {
        return Err(PageError::Empty);
    }
    // Who leads whom stands in one list with it, so that one layout serves both networks and nothing jumps between them.
    let layout = layout::layout(shared, &weights(shared));
    let mut packed = data::Packed::default();
    for (name, query) in QUERIES {
        let settings = if crate::query::parameters(query).is_empty() { &[] } else { settings };
        packed.answer(name, &graph.select(&with_settings(query, settings)?)?);
    }
    packed.nodes(shared, &layout);
    packed.totals(shared);
    packed.totals(led);
    let title = Labels::of(graph, Language::Chinese)?.word("page").to_owned();
    Ok(fill(&title, &packed.json(first)))
}

/// Puts the parts into the frame.
fn fill(title: &str, data: &str) -> String {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; img-src data: blob:; base-uri 'none'; form-action 'none'",
        digest(SCRIPT),
        digest(STYLE)
    );
    let parts = [("policy", policy.as_str()), ("title", title), ("style", STYLE), ("data", data), ("script", SCRIPT)];
    let mut page = String::with_capacity(FRAME.len() + STYLE.len() + SCRIPT.len() + data.len());
    let mut rest = FRAME;
    // One pass: what stands in a part is never taken for a place of another.
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("the built-in frame closes its places");
        let (_, part) = parts.iter().find(|(known, _)| *known == name).expect("the built-in frame has only these places");
        page.push_str(before);
        page.push_str(part);
        rest = after;
    }
    page.push_str(rest);
    page
}

/// A text's digest as content security policies write it.
fn digest(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parameters;

    #[test]
    fn the_script_and_style_end_where_they_should() {
        assert!(!SCRIPT.contains("</script") && !SCRIPT.contains("<!--"));
        assert!(!STYLE.contains("</style"));
        assert!(!SCRIPT.contains('\r') && !STYLE.contains('\r'), "a browser takes the digest after it made line ends even");
    }

    #[test]
    fn the_frame_has_every_part_once_and_runs_nothing_else() {
        for part in ["policy", "title", "style", "data", "script"] {
            assert_eq!(FRAME.matches(&format!("{{{{{part}}}}}")).count(), 1, "{part}");
        }
        assert_eq!(FRAME.matches("<script").count(), 2);
        assert!(!FRAME.contains(" onclick") && !FRAME.contains("http:") && !FRAME.contains("https:") && !FRAME.contains(" style="));
    }

    #[test]
    fn nothing_is_taken_for_a_place() {
        let page = fill("t", "\"{{script}}\"");
        assert!(page.contains("\"{{script}}\"") && page.contains(&digest(SCRIPT)));
    }

    #[test]
    fn every_query_opens_with_its_question_and_has_its_parameters() {
        for (name, query) in QUERIES.into_iter().chain([("ranking", crate::figure::ranking::QUERY)]) {
            let lines: Vec<&str> = query.lines().take(4).collect();
            assert!(lines[0].ends_with('？') && lines[1].ends_with('?'), "{name}");
            assert!(lines[2].starts_with("# 口径：") && lines[3].starts_with("# Counts: "), "{name}");
            for parameter in parameters(query) {
                // `?set_NAME` where a column has the name.
                let place = |prefix: &str| query.contains(&format!("VALUES ?{prefix}{} {{", parameter.name));
                assert!(place("") || place("set_"), "{name}: {}", parameter.name);
            }
        }
    }
}

//! `quanze export`: writes tables, a network, a page, a figure or RDF.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use oxrdfio::RdfFormat;

use super::network::{measures_of, network_of, words};
use super::open;
use super::picture;
use crate::cli::{Export, RdfForm};
use crate::export::{self, Encoding, Format};
use crate::graph::GraphDirectory;
use crate::{store, tables};

pub(super) fn write_out(graph: &Path, what: &Export) -> anyhow::Result<ExitCode> {
    match what {
        Export::Tables { out, excel } => {
            let mark = if *excel { tables::Mark::Excel } else { tables::Mark::None };
            say_written(&tables::export(&open(graph)?, out, mark)?);
        }
        Export::Network { name, format, out, encoding, options } => {
            let Some(format) = Format::from_word(format) else {
                bail!("no network format `{format}`; use one of {}", words(Format::ALL.iter().map(|format| format.as_str())));
            };
            let Some(encoding) = Encoding::from_word(encoding) else { bail!("no encoding `{encoding}`; use utf8, utf8-bom or gbk") };
            let mut network = network_of(&open(graph)?, name, options)?;
            measures_of(&network, options).attach(&mut network);
            say_written(&export::write_encoded(&network, format, out, encoding)?);
        }
        Export::Page { out, name, groups, settings } => picture::write_page(&open(graph)?, out, name, *groups, settings)?,
        Export::Figure { kind, out, name, top, language, scale, options } => {
            let wanted = picture::Wanted { kind: *kind, name, top: *top, language: *language, scale: *scale, options };
            picture::write_figure(&open(graph)?, out, &wanted)?;
        }
        Export::Codebook { out, excel } => {
            let mark = if *excel { tables::Mark::Excel } else { tables::Mark::None };
            tables::codebook(&open(graph)?, out, mark)?;
            say_written(std::slice::from_ref(out));
        }
        Export::Rdf { format, out } => {
            let directory = GraphDirectory::open(graph)?;
            let failed = || format!("cannot write `{}`", out.display());
            let mut file = std::io::BufWriter::new(std::fs::File::create(out).with_context(failed)?);
            store::write_rdf(&directory, rdf_format(*format), &mut file).with_context(failed)?;
            file.flush().with_context(failed)?;
            say_written(std::slice::from_ref(out));
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn rdf_format(form: RdfForm) -> RdfFormat {
    match form {
        RdfForm::Nq => RdfFormat::NQuads,
        RdfForm::Trig => RdfFormat::TriG,
        RdfForm::Ttl => RdfFormat::Turtle,
        RdfForm::Nt => RdfFormat::NTriples,
        RdfForm::Jsonld => RdfFormat::JsonLd { profile: oxrdfio::JsonLdProfileSet::empty() },
        RdfForm::Rdfxml => RdfFormat::RdfXml,
    }
}

pub(super) fn say_written(paths: &[std::path::PathBuf]) {
    for path in paths {
        eprintln!("wrote {}", path.display());
    }
}

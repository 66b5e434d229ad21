//! The command line: what can be said and the help for it; what is done stands in `command`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Reads Chinese policy documents and builds a knowledge graph of who answers for what.
#[derive(Debug, Parser)]
#[command(name = "quanze", version, arg_required_else_help = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// The graph folder.
    #[arg(long, global = true, default_value = "graph", value_name = "DIR")]
    pub graph: PathBuf,
    /// Read the tables of agencies and words from this folder instead of those built in.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the graph hold what the paths hold.
    ///
    /// Text, Markdown and HTML files are read, folders with all below them; a source whose bytes have not changed is not read again.
    Build {
        /// Files and folders.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Keep what the graph holds besides.
        #[arg(long)]
        add: bool,
    },
    /// Ask a question: a stock question's name, a SPARQL file, or `-` for standard input.
    Query {
        /// Name, file or `-`.
        #[arg(value_name = "NAME|FILE|-")]
        question: String,
        /// Set a parameter of the question; may be given several times.
        #[arg(long = "set", value_name = "KEY=VALUE")]
        settings: Vec<String>,
        /// How to write the answer.
        #[arg(long, value_enum, default_value_t = AnswerForm::Table)]
        format: AnswerForm,
    },
    /// List the stock questions; with a name, tell how it counts and what can be set.
    Queries {
        /// A stock question.
        name: Option<String>,
    },
    /// Show how each assignment of a file was read, with the words marked.
    Explain {
        /// A text, Markdown or HTML file.
        file: PathBuf,
    },
    /// Tell how an agency's name is read.
    Agency {
        /// The name as printed.
        name: String,
        /// The place whose document prints it.
        #[arg(long = "in", value_name = "PLACE")]
        place: Option<String>,
        /// The date of that document.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<String>,
    },
    /// Write tables, a network or RDF.
    #[command(subcommand)]
    Export(Export),
    /// Print the measures of a network.
    Network {
        /// Which network, and what to leave out of it.
        #[command(flatten)]
        network: NetworkChoice,
    },
    /// Run the quality checks and count the findings; the exit status is 1 where a check found something.
    Check,
}

/// What can be exported.
#[derive(Debug, Subcommand)]
#[expect(clippy::large_enum_variant, reason = "one is made in a run")]
pub enum Export {
    /// The eight tables as CSV.
    Tables {
        /// The folder to write them to.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Add the byte-order mark that Excel needs.
        #[arg(long)]
        excel: bool,
    },
    /// A network for Gephi, UCINET, Pajek, NetworkX and others.
    Network {
        /// Its name: agency-task, agency-document, agency-agency, function-function, place-function, lead-partner, joint-issue,
        /// document-citation.
        #[arg(long = "network", value_name = "NAME")]
        name: String,
        /// The file format: csv, gexf, graphml, pajek, dl, matrix, vosviewer, cytoscape, node-link, dot.
        #[arg(long, value_name = "FORMAT")]
        format: String,
        /// The file to write, .csv or .xlsx for matrix, .json or a folder for vosviewer; a folder for csv.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// Encoding of csv, pajek, dl and matrix: utf8, utf8-bom, gbk.
        #[arg(long, default_value = "utf8", value_name = "ENCODING")]
        encoding: String,
        /// What to leave out.
        #[command(flatten)]
        options: NetworkOptions,
    },
    /// The whole graph as RDF.
    Rdf {
        /// The format.
        #[arg(long, value_enum)]
        format: RdfForm,
        /// The file to write.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
}

/// A network by its name, with options.
#[derive(Debug, Args)]
pub struct NetworkChoice {
    /// Its name: agency-task, agency-document, agency-agency, function-function, place-function, lead-partner, joint-issue,
    /// document-citation.
    #[arg(value_name = "NAME")]
    pub name: String,
    /// What to leave out.
    #[command(flatten)]
    pub options: NetworkOptions,
}

/// What a network is made of.
#[derive(Debug, Clone, Args)]
pub struct NetworkOptions {
    /// What two must stand in together: list, task, document.
    #[arg(long, default_value = "list", value_name = "UNIT")]
    pub within: String,
    /// What an edge weighs: count, binary, newman (1/(n−1) for each meeting of n).
    #[arg(long, default_value = "count", value_name = "WEIGHTS")]
    pub weights: String,
    /// Keep classes of bodies (各县人民政府) as nodes.
    #[arg(long)]
    pub groups: bool,
    /// Only these roles, commas between: lead,co-lead.
    #[arg(long, value_name = "ROLES")]
    pub roles: Option<String>,
    /// Only roles read on these bases, commas between: explicit,inherited.
    #[arg(long, value_name = "BASES")]
    pub bases: Option<String>,
    /// Only documents issued in or after this year (2020) or month (2020-07).
    #[arg(long, value_name = "YEAR")]
    pub from: Option<String>,
    /// Only documents issued in or before this year or month.
    #[arg(long, value_name = "YEAR")]
    pub to: Option<String>,
    /// Leave out edges of less weight.
    #[arg(long, default_value_t = 0.0, value_name = "WEIGHT")]
    pub minimum_weight: f64,
    /// Only the node of this name and those near it.
    #[arg(long, value_name = "NAME")]
    pub ego: Option<String>,
    /// How many steps from the ego are near.
    #[arg(long, default_value_t = 1, value_name = "N", requires = "ego")]
    pub steps: usize,
    /// Only the largest part that hangs together.
    #[arg(long)]
    pub largest_component: bool,
    /// Leave out nodes without an edge.
    #[arg(long)]
    pub tied_only: bool,
    /// Take no betweenness and closeness, which a network of many thousands of nodes takes long for.
    #[arg(long)]
    pub no_paths: bool,
    /// Set a parameter of the network's queries: place, level, genre, number, function, leads.
    #[arg(long = "set", value_name = "KEY=VALUE")]
    pub settings: Vec<String>,
}

impl Default for NetworkOptions {
    fn default() -> Self {
        Self {
            within: "list".to_owned(),
            weights: "count".to_owned(),
            groups: false,
            roles: None,
            bases: None,
            from: None,
            to: None,
            minimum_weight: 0.0,
            ego: None,
            steps: 1,
            largest_component: false,
            tied_only: false,
            no_paths: false,
            settings: Vec::new(),
        }
    }
}

/// How an answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum AnswerForm {
    /// Aligned columns for people.
    Table,
    /// SPARQL 1.1 Query Results CSV.
    Csv,
    /// SPARQL 1.1 Query Results TSV.
    Tsv,
    /// SPARQL 1.1 Query Results JSON.
    Json,
    /// SPARQL Query Results XML.
    Xml,
}

/// RDF formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RdfForm {
    /// N-Quads.
    Nq,
    /// TriG.
    Trig,
    /// Turtle, without named graphs.
    Ttl,
    /// N-Triples, without named graphs.
    Nt,
    /// JSON-LD.
    Jsonld,
    /// RDF/XML, without named graphs.
    Rdfxml,
}

//! The command line: what can be said and the help for it; what is done stands in `command`.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::source::Limits;

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
    /// Text, Markdown, HTML, CSV, DOCX, DOC, PDF, spreadsheets, JSON Lines and archives of these are read, folders with all below
    /// them; a source whose bytes have not changed is not read again. `documents.csv` and `codes.csv` in a folder supply what texts
    /// do not print.
    Build {
        /// Files and folders.
        #[arg(required = true, value_name = "PATH")]
        paths: Vec<PathBuf>,
        /// Keep what the graph holds besides.
        #[arg(long)]
        add: bool,
        /// Write what became of each source to this CSV file.
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// How to read files.
        #[command(flatten)]
        how: ReadingChoice,
    },
    /// Read records on standard input and write their quads on standard output, line by line.
    ///
    /// Each line of the input is a JSON object with a text. IRIs are made of what documents say and there are no blank nodes, so
    /// that the outputs of many runs can be put together and `sort -u` makes one graph of them.
    Extract {
        /// Read standard input.
        #[arg(long, required = true)]
        stdin: bool,
        /// How to read records.
        #[command(flatten)]
        how: ReadingChoice,
    },
    /// Take the text out of standard input; the program calls itself so.
    #[command(name = "take-out", hide = true)]
    TakeOut {
        /// The name of the file.
        #[arg(long)]
        name: String,
        /// How to read it, as JSON.
        #[arg(long)]
        options: String,
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
        /// How to show it.
        #[command(flatten)]
        showing: Showing,
    },
    /// List the stock questions; with a name, tell how it counts and what can be set.
    Queries {
        /// A stock question.
        name: Option<String>,
    },
    /// Show how each assignment of a file was read, with the words marked.
    Explain {
        /// A file of any format that is read.
        file: PathBuf,
        /// How to read it.
        #[command(flatten)]
        how: ReadingChoice,
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
    /// Write tables, a network, a page, a figure or RDF.
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

/// How an answer is shown.
#[derive(Debug, Args)]
pub struct Showing {
    /// Write the answer to a file instead of standard output; xlsx always needs one.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Draw the answer as well: a ranking, a matrix or a time line, as the question says; .svg or .png.
    #[arg(long, value_name = "FILE")]
    pub chart: Option<PathBuf>,
    /// How many bars, or rows and columns of a matrix, the chart shows at most; lines are ten at most.
    #[arg(long, default_value_t = 20, value_name = "COUNT")]
    pub top: usize,
    /// The column that is drawn, fills the matrix, or ranks, instead of the question's own.
    #[arg(long, value_name = "COLUMN")]
    pub measure: Option<String>,
    /// Answer with the ranking's order under every other way of counting, side by side, and how far they agree.
    #[arg(long)]
    pub robustness: bool,
}

/// What can be exported.
#[derive(Debug, Subcommand)]
pub enum Export {
    /// The ten tables as CSV.
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
    /// One interactive page in a single file that works offline: network, ranking, filters, and the sentences behind each tie.
    Page {
        /// The file to write.
        #[arg(long, value_name = "FILE.html")]
        out: PathBuf,
        /// The network it opens with: agency-agency, lead-partner; the page can switch.
        #[arg(long = "network", value_name = "NAME", default_value = "agency-agency")]
        name: String,
        /// Show classes of bodies (各县人民政府) too.
        #[arg(long)]
        groups: bool,
        /// Set a parameter of the queries: place, level, genre, year.
        #[arg(long = "set", value_name = "KEY=VALUE")]
        settings: Vec<String>,
    },
    /// A figure for a paper, as SVG or PNG by the file's ending.
    Figure {
        /// What it shows.
        #[arg(long, value_enum)]
        kind: FigureKind,
        /// The file to write, .svg or .png.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// The network of a figure of kind network: agency-agency, lead-partner, joint-issue.
        #[arg(long = "network", value_name = "NAME", default_value = "agency-agency")]
        name: String,
        /// How many agencies; 20 in a ranking, 25 in a matrix and all in a network where nothing is said.
        #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..))]
        top: Option<u32>,
        /// The language of the legend.
        #[arg(long, value_enum, default_value_t = FigureLanguage::Zh)]
        language: FigureLanguage,
        /// Pixels of a PNG for each unit of the SVG.
        #[arg(long, default_value_t = 3.0, value_name = "NUMBER", value_parser = scale)]
        scale: f32,
        /// What to leave out.
        #[command(flatten)]
        options: NetworkOptions,
    },
    /// A blank sheet for coding tasks by hand: filled in and laid beside the files as `codes.csv`, it is carried into the graph.
    Codebook {
        /// The file to write.
        #[arg(long, value_name = "FILE.csv")]
        out: PathBuf,
        /// Add the byte-order mark that Excel needs.
        #[arg(long)]
        excel: bool,
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

/// How files are read, and how much of one is borne.
#[derive(Debug, Clone, Args)]
pub struct ReadingChoice {
    /// The encoding of all text files: utf-8, utf-16le, utf-16be, gb18030, big5; detected where it is not given.
    #[arg(long, value_name = "ENCODING")]
    pub encoding: Option<String>,
    /// For JSON Lines: which field is what, such as text=content or title=name; may be given several times. What: text, title,
    /// number, issuer, signed, published, subject, `index_number`, status.
    #[arg(long = "field", value_name = "WHAT=NAME")]
    pub fields: Vec<String>,
    /// Megabytes of a file.
    #[arg(long, value_name = "MB", default_value_t = Limits::default().size)]
    pub max_size: u64,
    /// Megabytes that an archive or an office file may expand to.
    #[arg(long, value_name = "MB", default_value_t = Limits::default().expanded)]
    pub max_expanded: u64,
    /// Files in an archive, records in a crawl, rows in a sheet.
    #[arg(long, value_name = "N", default_value_t = Limits::default().members)]
    pub max_members: usize,
    /// Archives in each other.
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth)]
    pub max_depth: usize,
    /// Pages of a PDF.
    #[arg(long, value_name = "N", default_value_t = Limits::default().pages)]
    pub max_pages: usize,
    /// Seconds for taking the text out of one DOCX, DOC, PDF or spreadsheet; then as many for reading each three million characters.
    #[arg(long, value_name = "S", default_value_t = Limits::default().seconds)]
    pub max_seconds: u64,
    /// Megabytes of memory for the same, where the system can bound it.
    #[arg(long, value_name = "MB", default_value_t = Limits::default().memory)]
    pub max_memory: u64,
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
    /// Set a parameter of the network's queries: names (written, dated, today), place, level, genre, number, function, leads.
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
    /// A matrix as CSV, for questions that make one.
    Matrix,
    /// A workbook: question, counting rule, parameters, rows, matrices, and the sentences behind them.
    Xlsx,
}

/// What a figure shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FigureKind {
    /// A network, discs and lines.
    Network,
    /// Who answers for most, bars stacked by role.
    Ranking,
    /// Agencies by documents.
    Matrix,
}

/// The language of a figure's own words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum FigureLanguage {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// A scale that gives a picture.
fn scale(word: &str) -> Result<f32, String> {
    let scale: f32 = word.parse().map_err(|_| "not a number".to_owned())?;
    if scale > 0.0 && scale <= 20.0 { Ok(scale) } else { Err("give a number above 0 and up to 20".to_owned()) }
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

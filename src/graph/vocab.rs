//! Every IRI of a class or property that quanze writes, once; a test compares those of our own namespace with the ontology.

/// Declares a module of terms in one namespace.
macro_rules! terms {
    ($(#[$doc:meta])* $module:ident $namespace:literal { $($(#[$term_doc:meta])* $name:ident = $local:literal),+ $(,)? }) => {
        $(#[$doc])*
        pub mod $module {
            /// The namespace.
            pub const NAMESPACE: &str = $namespace;
            $($(#[$term_doc])* pub const $name: &str = concat!($namespace, $local);)+
            /// Every term of the namespace that is used.
            pub const ALL: &[&str] = &[$($name),+];
        }
    };
}

/// Where everything quanze mints lies.
pub const BASE: &str = "https://w3id.org/quanze/";

terms! {
    /// quanze's own terms.
    qz "https://w3id.org/quanze/ns#" {
        /// A file read.
        SOURCE = "Source",
        /// A policy document.
        DOCUMENT = "Document",
        /// One body's issuing of a document.
        ISSUE = "Issue",
        /// A task.
        TASK = "Task",
        /// A responsibility list.
        LIST = "List",
        /// An agency answering for a task.
        ASSIGNMENT = "Assignment",
        /// A document named in another.
        CITATION = "Citation",
        /// A figure to be reached.
        TARGET = "Target",
        /// What the reader was not sure of.
        FINDING = "Finding",
        /// A body or class of bodies.
        AGENCY_CLASS = "Agency",
        /// A division of GB/T 2260.
        PLACE_CLASS = "Place",
        /// A functional line.
        FUNCTION_CLASS = "Function",
        /// One body following another.
        SUCCESSION = "Succession",
        /// Path of a source below the folder given.
        PATH = "path",
        /// SHA-256 of a source.
        DIGEST = "digest",
        /// What became of a source.
        STATE = "state",
        /// The file of the graph folder that holds the text taken out of a source.
        TEXT_FILE = "textFile",
        /// Kind of text.
        GENRE = "genre",
        /// First year of a plan.
        PLAN_START = "planStart",
        /// Last year of a plan.
        PLAN_END = "planEnd",
        /// 试行 and the like.
        STATUS = "status",
        /// 主题分类.
        SUBJECT = "subject",
        /// 索引号.
        INDEX_NUMBER = "indexNumber",
        /// Code points of a document.
        CHARACTERS = "characters",
        /// Phrases of responsibility seen in a document.
        PHRASES_SEEN = "phrasesSeen",
        /// Those of them read whole.
        PHRASES_READ = "phrasesRead",
        /// First line of a document.
        FIRST_LINE = "firstLine",
        /// Last line of a document.
        LAST_LINE = "lastLine",
        /// The place something governs or belongs to.
        PLACE = "place",
        /// Its level.
        LEVEL = "level",
        /// The document something is said in.
        IN_DOCUMENT = "document",
        /// The agency meant.
        AGENCY = "agency",
        /// Place in an order, from 1.
        POSITION = "position",
        /// What an issuer did.
        ISSUER_ROLE = "issuerRole",
        /// A stated number of issuers.
        STATED_COUNT = "statedCount",
        /// Whether a list ends in 等.
        OPEN = "open",
        /// A number as printed.
        NUMBER = "number",
        /// Headings from the top.
        HEADINGS = "path",
        /// A due date.
        DEADLINE = "deadline",
        /// A line of the source.
        LINE = "line",
        /// Page, paragraph, cell or record of a source.
        PLACE_IN_FILE = "placeInFile",
        /// The text of a task.
        TEXT = "text",
        /// Leads.
        LEAD = "lead",
        /// Shares.
        CO_LEAD = "coLead",
        /// Supports.
        SUPPORT = "support",
        /// Supervises.
        SUPERVISE = "supervise",
        /// Coordinates.
        COORDINATE = "coordinate",
        /// Is bound by a duty.
        RESPONSIBLE = "responsible",
        /// The sentence around a list.
        SENTENCE = "sentence",
        /// The task of an assignment or target.
        IN_TASK = "task",
        /// The role of an assignment.
        ROLE = "role",
        /// How the role was read.
        BASIS = "basis",
        /// The list of an assignment.
        IN_LIST = "list",
        /// The word that gave the role.
        ROLE_WORD = "roleWord",
        /// A name as printed.
        MENTION = "mention",
        /// The reader's rule.
        RULE = "rule",
        /// The words that prove it.
        EVIDENCE = "evidence",
        /// Why a document is cited.
        RELATION = "relation",
        /// What a short title stands for.
        STANDS_FOR = "standsFor",
        /// The cited document, where the graph holds it.
        CITED_DOCUMENT = "citedDocument",
        /// What a target measures.
        INDICATOR = "indicator",
        /// How a target binds.
        COMPARATOR = "comparator",
        /// A target's figure.
        VALUE = "value",
        /// A target's unit.
        UNIT = "unit",
        /// What kind of thing it is.
        KIND = "kind",
        /// What to know about a finding.
        MESSAGE = "message",
        /// What kind of class a group is.
        GROUP_KIND = "groupKind",
        /// A functional line of an agency.
        FUNCTION = "function",
        /// The first of them.
        FIRST_FUNCTION = "firstFunction",
        /// 属地, 垂直 or 双重.
        REGIME = "regime",
        /// How sure an agency's name is.
        STANDING = "standing",
        /// The place above.
        WITHIN = "within",
        /// The body in force on the document's date.
        AGENCY_ON_DATE = "agencyOnDate",
        /// The body that is there today.
        TODAY = "today",
        /// First day of a body under its name.
        FOUNDED = "founded",
        /// Last day of a body under its name.
        ENDED = "ended",
        /// The body that gave way.
        PREDECESSOR = "predecessor",
        /// The body that followed.
        SUCCESSOR = "successor",
        /// The day of a succession.
        DATE = "date",
        /// How much went over.
        SHARE = "share",
        /// Whom a succession is told of.
        SCOPE = "scope",
        /// The reform or decision.
        REFORM = "reform",
        /// One code given by one coder.
        CODING = "Coding",
        /// A code of a researcher's scheme.
        CODE_CLASS = "Code",
        /// The task or document that a coding speaks of.
        CODED = "coded",
        /// The code that a coding gives.
        CODE = "code",
        /// A code that a task or document has been given.
        CODED_AS = "codedAs",
        /// Who gave it.
        CODER = "coder",
        /// The scheme of a code.
        SCHEME = "scheme",
    }
}

terms! {
    /// European Legislation Identifier.
    eli "http://data.europa.eu/eli/ontology#" {
        /// A document's number.
        ID_LOCAL = "id_local",
        /// Date of signing.
        DATE_DOCUMENT = "date_document",
        /// Date of publication.
        DATE_PUBLICATION = "date_publication",
        /// First day in force.
        FIRST_DATE_ENTRY_IN_FORCE = "first_date_entry_in_force",
        /// Last day in force.
        DATE_NO_LONGER_IN_FORCE = "date_no_longer_in_force",
        /// Who issued it.
        PASSED_BY = "passed_by",
        /// What it cites.
        CITES = "cites",
    }
}

terms! {
    /// Dublin Core.
    dcterms "http://purl.org/dc/terms/" {
        /// A title.
        TITLE = "title",
        /// Signed, else published.
        ISSUED = "issued",
        /// Where it was read.
        SOURCE = "source",
        /// Task of document.
        IS_PART_OF = "isPartOf",
    }
}

terms! {
    /// SKOS.
    skos "http://www.w3.org/2004/02/skos/core#" {
        /// A concept.
        CONCEPT = "Concept",
        /// A name.
        PREF_LABEL = "prefLabel",
        /// A code.
        NOTATION = "notation",
    }
}

terms! {
    /// Web Annotation, used directly on one node.
    oa "http://www.w3.org/ns/oa#" {
        /// The source of a span.
        HAS_SOURCE = "hasSource",
        /// First code point.
        START = "start",
        /// One past the last.
        END = "end",
        /// The very words.
        EXACT = "exact",
    }
}

terms! {
    /// PROV.
    prov "http://www.w3.org/ns/prov#" {
        /// A thing with an origin.
        ENTITY = "Entity",
    }
}

/// `rdf:type`.
pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// Prefixes for people.
pub const PREFIXES: &[(&str, &str)] = &[
    ("qz", qz::NAMESPACE),
    ("role", "https://w3id.org/quanze/role/"),
    ("basis", "https://w3id.org/quanze/basis/"),
    ("level", "https://w3id.org/quanze/level/"),
    ("eli", eli::NAMESPACE),
    ("dcterms", dcterms::NAMESPACE),
    ("skos", skos::NAMESPACE),
    ("oa", oa::NAMESPACE),
    ("prov", prov::NAMESPACE),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

//! What can be set of a question: the parameters that it states, and the values put in their places.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use oxrdf::Literal;
use regex::{Captures, Regex};

use super::{QueryError, nearest};

/// A parameter that a query states.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parameter {
    /// What `--set` calls it.
    pub name: String,
    /// Its default; empty for no filter.
    pub default: String,
    /// What it does.
    pub help: String,
    /// The values it takes, where the help opens with a list of them; empty for any.
    pub choices: Vec<String>,
}

/// The parameters that a query states in lines like `# param leads = listed : explicit | listed | first`.
#[must_use]
pub fn parameters(query: &str) -> Vec<Parameter> {
    static PARAMETER: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"(?m)^# param (\w+) =\s*(\S*?)\s*:\s*(.*)$").expect("a constant pattern"));
    static CHOICES: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^[\w-]+(?: \| [\w-]+)+").expect("a constant pattern"));
    let choices = |help: &str| CHOICES.find(help).map(|found| found.as_str().split(" | ").map(str::to_owned).collect()).unwrap_or_default();
    PARAMETER
        .captures_iter(query)
        .map(|parts| Parameter {
            name: parts[1].to_owned(),
            default: parts[2].to_owned(),
            help: parts[3].to_owned(),
            choices: choices(&parts[3]),
        })
        .collect()
}

/// The values set, by parameter.
pub type Values = BTreeMap<String, Vec<String>>;

/// What `--set KEY=VALUE` says, held against what the query takes.
///
/// # Errors
/// Where a setting is none, names no parameter of the query, or gives a value that the parameter does not take.
pub fn values(query: &str, settings: &[String]) -> Result<Values, QueryError> {
    let known = parameters(query);
    let mut values = Values::new();
    for setting in settings {
        let Some((name, value)) = setting.split_once('=') else { return Err(QueryError::Setting(setting.clone())) };
        let Some(parameter) = known.iter().find(|parameter| parameter.name == name) else {
            let near = nearest(name, known.iter().map(|parameter| parameter.name.as_str()));
            let known = known.iter().map(|parameter| parameter.name.clone()).collect();
            return Err(QueryError::Parameter { name: name.to_owned(), near, known });
        };
        if !parameter.choices.is_empty() && !parameter.choices.iter().any(|choice| choice == value) {
            return Err(QueryError::Choice { name: name.to_owned(), value: value.to_owned(), choices: parameter.choices.clone() });
        }
        let given = values.entry(name.to_owned()).or_default();
        // A filter that is open by default may take several values, and one of them must hold; a way of counting is one.
        if !parameter.default.is_empty() && !given.is_empty() {
            return Err(QueryError::Twice(name.to_owned()));
        }
        given.push(value.to_owned());
    }
    Ok(values)
}

/// A query with its parameters set; several values of one parameter are alternatives.
///
/// # Errors
/// As [`values`].
pub fn with_settings(query: &str, settings: &[String]) -> Result<String, QueryError> {
    // A parameter whose name is a column's too stands in the query as `?set_NAME`.
    static CLAUSE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"VALUES \?((?:set_)?(\w+?)) \{[^}]*\}").expect("a constant pattern"));
    let values = values(query, settings)?;
    // One pass over the query as written, so that no value is read as a part of it.
    let bound = |parts: &Captures<'_>| -> String {
        match values.get(&parts[2]) {
            Some(given) => {
                let literals: Vec<String> = given.iter().map(|value| Literal::new_simple_literal(value).to_string()).collect();
                format!("VALUES ?{} {{ {} }}", &parts[1], literals.join(" "))
            }
            None => parts[0].to_owned(),
        }
    };
    let set: Cow<'_, str> = CLAUSE.replace_all(query, bound);
    Ok(set.into_owned())
}

/// What stands for each parameter once the settings are made: its name, its value, and whether that is the default.
///
/// # Errors
/// As [`values`].
pub fn in_force(query: &str, settings: &[String]) -> Result<Vec<(Parameter, String)>, QueryError> {
    let values = values(query, settings)?;
    let value = |parameter: &Parameter| values.get(&parameter.name).map_or_else(|| parameter.default.clone(), |given| given.join(", "));
    Ok(parameters(query).into_iter().map(|parameter| (parameter.clone(), value(&parameter))).collect())
}

/// The settings of one question as another takes them: every parameter in force there that stands here too.
///
/// # Errors
/// As [`values`].
pub fn carried_over(from: &str, settings: &[String], to: &str) -> Result<Vec<String>, QueryError> {
    let taken = parameters(to);
    let values = values(from, settings)?;
    let mut carried = Vec::new();
    for parameter in parameters(from) {
        if !taken.iter().any(|other| other.name == parameter.name) {
            continue;
        }
        match values.get(&parameter.name) {
            Some(given) => carried.extend(given.iter().map(|value| format!("{}={value}", parameter.name))),
            None if parameter.default.is_empty() => {}
            None => carried.push(format!("{}={}", parameter.name, parameter.default)),
        }
    }
    Ok(carried)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(query: &str, settings: &[&str]) -> Result<String, QueryError> {
        with_settings(query, &settings.iter().map(|setting| (*setting).to_owned()).collect::<Vec<_>>())
    }

    const QUERY: &str = "# param place =  : where\n# param leads = listed : explicit | listed, which\nSELECT * { VALUES ?place { UNDEF } VALUES ?leads { \"listed\" } }";

    #[test]
    fn a_value_never_becomes_part_of_the_query() {
        let text = set(QUERY, &["place=x\" } DROP ALL #"]).unwrap();
        assert!(text.contains(r#"VALUES ?place { "x\" } DROP ALL #" }"#), "{text}");
        let text = set(QUERY, &["place=VALUES ?leads { x }", "leads=explicit"]).unwrap();
        assert!(text.contains(r#"VALUES ?place { "VALUES ?leads { x }" }"#), "{text}");
    }

    #[test]
    fn what_a_question_does_not_take_is_refused() {
        assert!(matches!(set(QUERY, &["plase=x"]), Err(QueryError::Parameter { near: Some(near), .. }) if near == "place"));
        assert!(matches!(set(QUERY, &["place"]), Err(QueryError::Setting(_))));
        assert!(matches!(set(QUERY, &["leads=frist"]), Err(QueryError::Choice { .. })));
        assert!(matches!(set(QUERY, &["leads=listed", "leads=explicit"]), Err(QueryError::Twice(_))));
    }

    #[test]
    fn several_values_of_a_filter_are_alternatives() {
        assert!(set(QUERY, &["place=a", "place=b"]).unwrap().contains(r#"VALUES ?place { "a" "b" }"#));
    }

    #[test]
    fn a_parameter_named_like_a_column_has_a_variable_of_its_own() {
        let query = "# param agency =  : who\nSELECT ?agency { VALUES ?set_agency { UNDEF } }";
        assert!(set(query, &["agency=a"]).unwrap().contains(r#"VALUES ?set_agency { "a" }"#));
    }

    #[test]
    fn what_is_in_force_is_carried_over() {
        let to = "# param leads = first : explicit | listed | first\n# param year =  : y";
        assert_eq!(carried_over(QUERY, &["place=a".to_owned()], to).unwrap(), ["leads=listed"]);
    }
}

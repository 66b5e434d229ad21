//! GEXF 1.3, Gephi's own format: labels, typed attributes and weights.
//!
//! An edge's `kind` keeps two edges of one pair apart in Gephi, so the role stands there, and as an attribute for
//! readers that do not know `kind`. Where the network tells years, a node or an edge lasts from the first day of its first
//! year to the last of its last, which gives Gephi a time line; what has no year is always there. No date of writing is given: the same network is the same bytes.

use std::io;

use super::xml::{Xml, document};
use crate::network::{Column, Network, Shape, Value, ValueKind};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    document(|xml| {
        let attributes = [("xmlns", "http://gexf.net/1.3"), ("version", "1.3")];
        xml.create_element("gexf").with_attributes(attributes).write_inner_content(|xml| {
            xml.create_element("meta").write_inner_content(|xml| {
                xml.create_element("creator").write_text_content(quick_xml::events::BytesText::new("quanze"))?;
                xml.create_element("description").write_text_content(quick_xml::events::BytesText::new(&network.name))?;
                Ok(())
            })?;
            graph(xml, network)
        })?;
        Ok(())
    })
}

fn graph(xml: &mut Xml, network: &Network) -> io::Result<()> {
    let direction = if network.shape == Shape::Directed { "directed" } else { "undirected" };
    let (node_years, edge_years) = (Years::of(&network.node_columns), Years::of(&network.edge_columns));
    let time: &[(&str, &str)] = match (&node_years, &edge_years) {
        (None, None) => &[("mode", "static")],
        _ => &[("mode", "dynamic"), ("timeformat", "date"), ("timerepresentation", "interval")],
    };
    let attributes = [("defaultedgetype", direction)].into_iter().chain(time.iter().copied());
    xml.create_element("graph").with_attributes(attributes).write_inner_content(|xml| {
        declare(xml, "node", &["iri", "kind"], &network.node_columns)?;
        declare(xml, "edge", &["role"], &network.edge_columns)?;
        xml.create_element("nodes").write_inner_content(|xml| {
            for node in network.nodes() {
                let attributes = [("id", node.id.as_str()), ("label", node.label.as_str())];
                let life = Years::life(node_years, &node.attributes);
                let life = life.iter().map(|(name, day)| (*name, day.as_str()));
                xml.create_element("node").with_attributes(attributes.into_iter().chain(life)).write_inner_content(|xml| {
                    let fixed = [("iri", node.iri.as_str()), ("kind", node.kind.as_str())];
                    values(xml, &fixed, &network.node_columns, &node.attributes)
                })?;
            }
            Ok(())
        })?;
        xml.create_element("edges").write_inner_content(|xml| {
            for (number, (source, target, edge)) in network.edges().enumerate() {
                let (id, weight) = (format!("e{number}"), edge.weight.to_string());
                let attributes = [
                    ("id", id.as_str()),
                    ("source", &source.id),
                    ("target", &target.id),
                    ("kind", &edge.role),
                    ("label", &edge.role),
                    ("weight", &weight),
                ];
                let life = Years::life(edge_years, &edge.attributes);
                let life = life.iter().map(|(name, day)| (*name, day.as_str()));
                xml.create_element("edge")
                    .with_attributes(attributes.into_iter().chain(life))
                    .write_inner_content(|xml| values(xml, &[("role", &edge.role)], &network.edge_columns, &edge.attributes))?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(())
}

/// Where the columns with the first and the last year are.
#[derive(Clone, Copy)]
struct Years {
    first: usize,
    last: usize,
}

impl Years {
    fn of(columns: &[Column]) -> Option<Self> {
        let place = |name: &str| columns.iter().position(|column| column.name == name);
        Some(Self { first: place("first_year")?, last: place("last_year")? })
    }

    /// `start="2023-01-01" end="2024-12-31"`, as far as the years are known.
    fn life(years: Option<Self>, attributes: &[Option<Value>]) -> Vec<(&'static str, String)> {
        let Some(years) = years else { return Vec::new() };
        let day = |place: usize, day: &str| attributes[place].as_ref().map(|year| format!("{year}-{day}"));
        let start = day(years.first, "01-01").map(|day| ("start", day));
        start.into_iter().chain(day(years.last, "12-31").map(|day| ("end", day))).collect()
    }
}

/// `<attributes class="node"><attribute id="level" title="level" type="string"/>…`
fn declare(xml: &mut Xml, class: &str, fixed: &[&str], columns: &[Column]) -> io::Result<()> {
    xml.create_element("attributes").with_attribute(("class", class)).write_inner_content(|xml| {
        let fixed = fixed.iter().map(|name| (*name, "string"));
        let further = columns.iter().map(|column| (column.name.as_str(), type_word(column.kind)));
        for (name, kind) in fixed.chain(further) {
            let attributes = [("id", name), ("title", name), ("type", kind)];
            xml.create_element("attribute").with_attributes(attributes).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// `<attvalues><attvalue for="level" value="province"/>…`
fn values(xml: &mut Xml, fixed: &[(&str, &str)], columns: &[Column], attributes: &[Option<Value>]) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (name, value) in fixed {
            xml.create_element("attvalue").with_attributes([("for", *name), ("value", *value)]).write_empty()?;
        }
        for (column, value) in columns.iter().zip(attributes) {
            if let Some(value) = value {
                let value = value.to_string();
                let attributes = [("for", column.name.as_str()), ("value", value.as_str())];
                xml.create_element("attvalue").with_attributes(attributes).write_empty()?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

const fn type_word(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Integer => "long",
        ValueKind::Decimal => "double",
        ValueKind::Text => "string",
    }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn two_modes_with_parallel_edges() {
        assert_snapshot!(render(&sample::two_mode()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <gexf xmlns="http://gexf.net/1.3" version="1.3">
          <meta>
            <creator>quanze</creator>
            <description>agency-task</description>
          </meta>
          <graph defaultedgetype="undirected" mode="static">
            <attributes class="node">
              <attribute id="iri" title="iri" type="string"/>
              <attribute id="kind" title="kind" type="string"/>
              <attribute id="level" title="level" type="string"/>
              <attribute id="tasks" title="tasks" type="long"/>
            </attributes>
            <attributes class="edge">
              <attribute id="role" title="role" type="string"/>
              <attribute id="mentions" title="mentions" type="long"/>
            </attributes>
            <nodes>
              <node id="a1" label="国家数据局">
                <attvalues>
                  <attvalue for="iri" value="x:a/国数"/>
                  <attvalue for="kind" value="agency"/>
                  <attvalue for="level" value="central"/>
                  <attvalue for="tasks" value="1"/>
                </attvalues>
              </node>
              <node id="a2" label="湖南省发展和改革委员会">
                <attvalues>
                  <attvalue for="iri" value="x:a/发改"/>
                  <attvalue for="kind" value="agency"/>
                  <attvalue for="level" value="province"/>
                  <attvalue for="tasks" value="2"/>
                </attvalues>
              </node>
              <node id="g1" label="各县（市、区）人民政府">
                <attvalues>
                  <attvalue for="iri" value="x:a/县"/>
                  <attvalue for="kind" value="group"/>
                </attvalues>
              </node>
              <node id="t1" label="建设&quot;两山&quot;基地, &lt;试点&gt; 与 A\B🏭">
                <attvalues>
                  <attvalue for="iri" value="x:t/1"/>
                  <attvalue for="kind" value="task"/>
                </attvalues>
              </node>
              <node id="t2" label="数据 共享">
                <attvalues>
                  <attvalue for="iri" value="x:t/2"/>
                  <attvalue for="kind" value="task"/>
                </attvalues>
              </node>
            </nodes>
            <edges>
              <edge id="e0" source="a1" target="t2" kind="lead" label="lead" weight="1">
                <attvalues>
                  <attvalue for="role" value="lead"/>
                  <attvalue for="mentions" value="1"/>
                </attvalues>
              </edge>
              <edge id="e1" source="a2" target="t1" kind="co-lead" label="co-lead" weight="1">
                <attvalues>
                  <attvalue for="role" value="co-lead"/>
                  <attvalue for="mentions" value="2"/>
                </attvalues>
              </edge>
              <edge id="e2" source="a2" target="t1" kind="lead" label="lead" weight="1">
                <attvalues>
                  <attvalue for="role" value="lead"/>
                  <attvalue for="mentions" value="1"/>
                </attvalues>
              </edge>
              <edge id="e3" source="g1" target="t1" kind="co-lead" label="co-lead" weight="1">
                <attvalues>
                  <attvalue for="role" value="co-lead"/>
                  <attvalue for="mentions" value="1"/>
                </attvalues>
              </edge>
            </edges>
          </graph>
        </gexf>
        "#);
    }

    #[test]
    fn years_are_a_time_line() {
        let file = render(&sample::dated());
        let lines: Vec<&str> =
            file.lines().map(str::trim).filter(|line| ["<graph ", "<node ", "<edge "].iter().any(|tag| line.starts_with(tag))).collect();
        assert_snapshot!(lines.join("\n"), @r#"
        <graph defaultedgetype="undirected" mode="dynamic" timeformat="date" timerepresentation="interval">
        <node id="f1" label="农业农村" start="2021-01-01" end="2024-12-31">
        <node id="f2" label="财政">
        <edge id="e0" source="f1" target="f2" kind="shared" label="shared" weight="2" start="2022-01-01" end="2023-12-31">
        "#);
    }

    #[test]
    fn an_empty_network_is_a_whole_file() {
        assert_snapshot!(render(&sample::empty()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <gexf xmlns="http://gexf.net/1.3" version="1.3">
          <meta>
            <creator>quanze</creator>
            <description>joint-issue</description>
          </meta>
          <graph defaultedgetype="undirected" mode="static">
            <attributes class="node">
              <attribute id="iri" title="iri" type="string"/>
              <attribute id="kind" title="kind" type="string"/>
            </attributes>
            <attributes class="edge">
              <attribute id="role" title="role" type="string"/>
            </attributes>
            <nodes>
            </nodes>
            <edges>
            </edges>
          </graph>
        </gexf>
        "#);
    }
}

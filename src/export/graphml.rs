//! GraphML, the format most programs read: yEd, Cytoscape, visone, igraph, NetworkX.
//!
//! igraph and NetworkX look for `weight` in lower case. Keys carry their attribute's name as id, with `edge-` or
//! `node-` in front, because one name may stand on nodes and on edges.

use std::io;

use quick_xml::events::BytesText;

use super::xml::{Xml, document};
use crate::network::{Column, Network, Shape, Value, ValueKind};

/// The whole file.
pub(super) fn render(network: &Network) -> String {
    document(|xml| {
        let namespace = ("xmlns", "http://graphml.graphdrawing.org/xmlns");
        xml.create_element("graphml").with_attribute(namespace).write_inner_content(|xml| {
            let text = |name: &'static str| (name, ValueKind::Text);
            declare(xml, "node", &[text("label"), text("iri"), text("kind")], &network.node_columns)?;
            declare(xml, "edge", &[text("role"), ("weight", ValueKind::Decimal)], &network.edge_columns)?;
            let direction = if network.shape == Shape::Directed { "directed" } else { "undirected" };
            let attributes = [("id", network.name.as_str()), ("edgedefault", direction)];
            xml.create_element("graph").with_attributes(attributes).write_inner_content(|xml| elements(xml, network))?;
            Ok(())
        })?;
        Ok(())
    })
}

fn elements(xml: &mut Xml, network: &Network) -> io::Result<()> {
    for node in network.nodes() {
        xml.create_element("node").with_attribute(("id", node.id.as_str())).write_inner_content(|xml| {
            data(xml, "node", "label", &node.label)?;
            data(xml, "node", "iri", &node.iri)?;
            data(xml, "node", "kind", node.kind.as_str())?;
            values(xml, "node", &network.node_columns, &node.attributes)
        })?;
    }
    for (number, (source, target, edge)) in network.edges().enumerate() {
        let id = format!("e{number}");
        let attributes = [("id", id.as_str()), ("source", &source.id), ("target", &target.id)];
        xml.create_element("edge").with_attributes(attributes).write_inner_content(|xml| {
            data(xml, "edge", "role", &edge.role)?;
            data(xml, "edge", "weight", &edge.weight.to_string())?;
            values(xml, "edge", &network.edge_columns, &edge.attributes)
        })?;
    }
    Ok(())
}

/// `<key id="node-level" for="node" attr.name="level" attr.type="string"/>`
fn declare(xml: &mut Xml, side: &str, fixed: &[(&str, ValueKind)], columns: &[Column]) -> io::Result<()> {
    let further = columns.iter().map(|column| (column.name.as_str(), column.kind));
    for (name, kind) in fixed.iter().copied().chain(further) {
        let id = format!("{side}-{name}");
        let attributes = [("id", id.as_str()), ("for", side), ("attr.name", name), ("attr.type", type_word(kind))];
        xml.create_element("key").with_attributes(attributes).write_empty()?;
    }
    Ok(())
}

fn values(xml: &mut Xml, side: &str, columns: &[Column], attributes: &[Option<Value>]) -> io::Result<()> {
    for (column, value) in columns.iter().zip(attributes) {
        if let Some(value) = value {
            data(xml, side, &column.name, &value.to_string())?;
        }
    }
    Ok(())
}

/// `<data key="node-level">province</data>`
fn data(xml: &mut Xml, side: &str, name: &str, value: &str) -> io::Result<()> {
    let key = format!("{side}-{name}");
    xml.create_element("data").with_attribute(("key", key.as_str())).write_text_content(BytesText::new(value))?;
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
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="node-label" for="node" attr.name="label" attr.type="string"/>
          <key id="node-iri" for="node" attr.name="iri" attr.type="string"/>
          <key id="node-kind" for="node" attr.name="kind" attr.type="string"/>
          <key id="node-level" for="node" attr.name="level" attr.type="string"/>
          <key id="node-tasks" for="node" attr.name="tasks" attr.type="long"/>
          <key id="edge-role" for="edge" attr.name="role" attr.type="string"/>
          <key id="edge-weight" for="edge" attr.name="weight" attr.type="double"/>
          <key id="edge-mentions" for="edge" attr.name="mentions" attr.type="long"/>
          <graph id="agency-task" edgedefault="undirected">
            <node id="a1">
              <data key="node-label">国家数据局</data>
              <data key="node-iri">x:a/国数</data>
              <data key="node-kind">agency</data>
              <data key="node-level">central</data>
              <data key="node-tasks">1</data>
            </node>
            <node id="a2">
              <data key="node-label">湖南省发展和改革委员会</data>
              <data key="node-iri">x:a/发改</data>
              <data key="node-kind">agency</data>
              <data key="node-level">province</data>
              <data key="node-tasks">2</data>
            </node>
            <node id="g1">
              <data key="node-label">各县（市、区）人民政府</data>
              <data key="node-iri">x:a/县</data>
              <data key="node-kind">group</data>
            </node>
            <node id="t1">
              <data key="node-label">建设&quot;两山&quot;基地, &lt;试点&gt; 与 A\B🏭</data>
              <data key="node-iri">x:t/1</data>
              <data key="node-kind">task</data>
            </node>
            <node id="t2">
              <data key="node-label">数据 共享</data>
              <data key="node-iri">x:t/2</data>
              <data key="node-kind">task</data>
            </node>
            <edge id="e0" source="a1" target="t2">
              <data key="edge-role">lead</data>
              <data key="edge-weight">1</data>
              <data key="edge-mentions">1</data>
            </edge>
            <edge id="e1" source="a2" target="t1">
              <data key="edge-role">co-lead</data>
              <data key="edge-weight">1</data>
              <data key="edge-mentions">2</data>
            </edge>
            <edge id="e2" source="a2" target="t1">
              <data key="edge-role">lead</data>
              <data key="edge-weight">1</data>
              <data key="edge-mentions">1</data>
            </edge>
            <edge id="e3" source="g1" target="t1">
              <data key="edge-role">co-lead</data>
              <data key="edge-weight">1</data>
              <data key="edge-mentions">1</data>
            </edge>
          </graph>
        </graphml>
        "#);
    }

    #[test]
    fn an_empty_network_is_a_whole_file() {
        assert_snapshot!(render(&sample::empty()), @r#"
        <?xml version="1.0" encoding="UTF-8"?>
        <graphml xmlns="http://graphml.graphdrawing.org/xmlns">
          <key id="node-label" for="node" attr.name="label" attr.type="string"/>
          <key id="node-iri" for="node" attr.name="iri" attr.type="string"/>
          <key id="node-kind" for="node" attr.name="kind" attr.type="string"/>
          <key id="edge-role" for="edge" attr.name="role" attr.type="string"/>
          <key id="edge-weight" for="edge" attr.name="weight" attr.type="double"/>
          <graph id="joint-issue" edgedefault="undirected">
          </graph>
        </graphml>
        "#);
    }
}

//! Gephi CSV: `nodes.csv` and `edges.csv`, which any spreadsheet opens too.
//!
//! Gephi takes every edge whose `Type` is not `Undirected` for directed, and keeps two edges of one pair apart only
//! where their `Kind` differs, so the role stands there.

use crate::network::{Network, Shape, Value};

/// The nodes: `Id,Label,Iri,Kind` and the network's own columns.
pub(super) fn nodes(network: &Network) -> String {
    let mut header = vec!["Id", "Label", "Iri", "Kind"];
    header.extend(network.node_columns.iter().map(|column| column.name.as_str()));
    let rows = network.nodes().map(|node| {
        let mut row = vec![node.id.clone(), node.label.clone(), node.iri.clone(), node.kind.as_str().to_owned()];
        row.extend(node.attributes.iter().map(cell));
        row
    });
    table(&header, rows)
}

/// The edges: `Source,Target,Type,Kind,Id,Label,Weight` and the network's own columns.
pub(super) fn edges(network: &Network) -> String {
    let mut header = vec!["Source", "Target", "Type", "Kind", "Id", "Label", "Weight"];
    header.extend(network.edge_columns.iter().map(|column| column.name.as_str()));
    let direction = if network.shape == Shape::Directed { "Directed" } else { "Undirected" };
    let rows = network.edges().enumerate().map(|(number, (source, target, edge))| {
        let mut row = vec![
            source.id.clone(),
            target.id.clone(),
            direction.to_owned(),
            edge.role.clone(),
            format!("e{number}"),
            edge.role.clone(),
            edge.weight.to_string(),
        ];
        row.extend(edge.attributes.iter().map(cell));
        row
    });
    table(&header, rows)
}

fn cell(value: &Option<Value>) -> String {
    value.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// A table by RFC 4180, whose lines end in CR LF.
pub(super) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    let written = std::iter::once(header.iter().map(ToString::to_string).collect())
        .chain(rows)
        .try_for_each(|row: Vec<String>| writer.write_record(row));
    written.expect("memory takes every row, and all have one length");
    let bytes = writer.into_inner().expect("memory takes every byte");
    String::from_utf8(bytes).expect("text and commas are text")
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;
    use crate::export::sample;

    #[test]
    fn the_nodes_of_two_modes() {
        assert_snapshot!(nodes(&sample::two_mode()), @r#"
        Id,Label,Iri,Kind,level,tasks
        a1,国家数据局,x:a/国数,agency,central,1
        a2,湖南省发展和改革委员会,x:a/发改,agency,province,2
        g1,各县（市、区）人民政府,x:a/县,group,,
        t1,"建设""两山""基地, <试点> 与 A\B🏭",x:t/1,task,,
        t2,数据 共享,x:t/2,task,,
        "#);
    }

    #[test]
    fn parallel_edges_differ_in_kind() {
        assert_snapshot!(edges(&sample::two_mode()), @r#"
        Source,Target,Type,Kind,Id,Label,Weight,mentions
        a1,t2,Undirected,lead,e0,lead,1,1
        a2,t1,Undirected,co-lead,e1,co-lead,1,2
        a2,t1,Undirected,lead,e2,lead,1,1
        g1,t1,Undirected,co-lead,e3,co-lead,1,1
        "#);
    }

    #[test]
    fn directed_edges_say_so() {
        assert_snapshot!(edges(&sample::directed()), @r#"
        Source,Target,Type,Kind,Id,Label,Weight
        a2,a1,Directed,support,e0,support,1
        a2,a3,Directed,co-lead,e1,co-lead,3
        a2,a3,Directed,support,e2,support,1
        "#);
    }

    #[test]
    fn an_empty_network_has_a_header() {
        assert_snapshot!(edges(&sample::empty()), @"Source,Target,Type,Kind,Id,Label,Weight");
    }
}

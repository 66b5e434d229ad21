//! What a page's metadata table says of a document beyond what its text is asked for: its index number and whether it is in force.

use crate::model::Document;
use crate::source::Source;
use crate::words::Words;

/// Supplies what the page says and the text does not.
pub(super) fn supply(document: &mut Document, source: &Source, words: &Words) {
    let fields = &words.frame.fields;
    let field = |names: &[String]| {
        let found = source.metadata.iter().find(|(name, value)| names.contains(name) && !value.is_empty());
        found.map(|(_, value)| value.clone())
    };
    document.index_number = field(&fields.index_number);
    document.status = document.status.take().or_else(|| field(&fields.status));
    let begins_with_table = source.lines.iter().find(|line| !line.passage.text.is_empty()).is_some_and(|line| !line.cells.is_empty());
    if begins_with_table && field(&fields.title).is_none() {
        // A table without a title row goes by its file's name.
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        stem.clone_into(&mut document.title);
        document.genre = words.genres.of_title(stem).map(str::to_owned);
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::Reader;
    use crate::source;

    #[test]
    fn a_page_tells_its_index_number_and_whether_it_is_in_force() {
        let page = "<html><body><table><tr><td>索引号：</td><td>000014349/2023-1</td><td>有效性：</td><td>有效</td></tr></table>\
            <p>甲省工作方案</p><p>一、任务</p><p>（一）建设平台。（省财政厅牵头）</p></body></html>";
        let reading = Reader::built_in().source(&source::decode(page.as_bytes(), "p.html").unwrap());
        let document = &reading.documents[0];
        assert_eq!((document.index_number.as_deref(), document.status.as_deref()), (Some("000014349/2023-1"), Some("有效")));
    }

    #[test]
    fn a_table_without_a_title_goes_by_its_files_name() {
        let table = "序号,工作任务,责任单位\n1,修路,省交通运输厅\n";
        let reading = Reader::built_in().source(&source::decode(table.as_bytes(), "folder/湖南省重点任务分工方案.csv").unwrap());
        let document = &reading.documents[0];
        assert_eq!((document.title.as_str(), document.genre.as_deref()), ("湖南省重点任务分工方案", Some("方案")));
        assert_eq!(document.assignments[0].mention, "省交通运输厅");
    }
}

//! What a page says of a document in its metadata table, or in lines such as 发布日期：2026-02-12 above the text: index number, days,
//! subject, and whether it is in force.

use crate::document::{dates, metadata};
use crate::model::Document;
use crate::source::Source;
use crate::words::Words;

/// How many of the first lines may hold such fields.
const SEARCHED: usize = 25;

/// Supplies what the page says and the text does not.
pub(super) fn supply(document: &mut Document, source: &Source, words: &Words) {
    let fields = &words.frame.fields;
    let lines = head(source);
    let table = |names: &[String]| {
        let found = source.metadata.iter().find(|(name, value)| names.contains(name) && !value.is_empty());
        found.map(|(_, value)| value.clone())
    };
    let field = |names: &[String]| table(names).or_else(|| in_lines(&lines, names));
    let day = |names: &[String]| field(names).as_deref().and_then(dates::find).map(|(_, iso)| iso);
    document.index_number = field(&fields.index_number);
    document.status = document.status.take().or_else(|| field(&fields.status));
    document.subject = document.subject.take().or_else(|| field(&fields.subject));
    document.published = document.published.take().or_else(|| day(&fields.published));
    document.signed = document.signed.take().or_else(|| day(&fields.signed));
    document.number =
        document.number.take().or_else(|| field(&fields.number).and_then(|value| metadata::number(&value).map(|(_, number)| number)));
    let begins_with_table = source.lines.iter().find(|line| !line.passage.text.is_empty()).is_some_and(|line| !line.cells.is_empty());
    if begins_with_table && table(&fields.title).is_none() {
        // A table without a title row goes by its file's name.
        let file = source.path.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        stem.clone_into(&mut document.title);
        document.genre = words.genres.of_title(stem).map(str::to_owned);
    }
}

/// The first lines as printed, colons made even; those of a page without its tags.
fn head(source: &Source) -> Vec<String> {
    let printed = |line: &crate::source::Line| {
        let raw = source.slice(line.passage.in_source(&(0..line.passage.text.len())));
        if raw.contains('<') { line.passage.text.clone() } else { raw.chars().map(crate::passage::fold).collect() }
    };
    source.lines.iter().filter(|line| !line.passage.text.is_empty()).take(SEARCHED).map(printed).collect()
}

/// The value behind a field's name and a colon, up to a space; where nothing stands there, the next line if it is no field itself.
fn in_lines(lines: &[String], names: &[String]) -> Option<String> {
    // Longer lines are text.
    let short = |line: &&String| line.chars().count() <= 80;
    names.iter().find_map(|name| {
        let label = format!("{name}：");
        let at = lines.iter().position(|line| line.contains(&label))?;
        let line = lines.get(at).filter(short)?;
        let value = line[line.find(&label)? + label.len()..].split_whitespace().next().unwrap_or_default();
        let next = || lines.get(at + 1).filter(short)?.split_whitespace().next().filter(|value| !value.contains('：'));
        let value = if value.is_empty() && line.ends_with(&label) { next()? } else { value };
        (!value.is_empty() && !value.contains('：')).then(|| value.to_owned())
    })
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
    fn fields_in_lines_above_the_text_are_read() {
        let text = "索引号：0001/2026-20\n发布日期：2026-02-12 15:00 浏览次数：1957\n某市行动方案\n\n一、任务\n（一）修路。建成道路。\n发布日期：不是字段\n";
        let reading = Reader::built_in().source(&source::decode(text.as_bytes(), "p.txt").unwrap());
        let document = &reading.documents[0];
        assert_eq!((document.index_number.as_deref(), document.published.as_deref()), (Some("0001/2026-20"), Some("2026-02-12")));
        let lines = ["索引号：".to_owned(), "114/2026 分类：".to_owned(), "主题词：".to_owned(), "文号：x".to_owned()];
        assert_eq!(super::in_lines(&lines, &["索引号".to_owned()]).as_deref(), Some("114/2026"));
        assert_eq!(super::in_lines(&lines, &["主题词".to_owned()]), None);
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

//! Tables that lost their rules: one cell a line, as copied out of PDFs, or columns that only white space parts.
//!
//! ```text
//! header := label label label+      序号 / 工作任务 / 牵头单位 / 完成时限, one a line or on one line
//! row    := number? cell+           the cells may run over several lines
//! ```
//!
//! Which column a line belongs to is not printed. Each way to share a row's pieces among the columns, in order, is worth as
//! much as its cells look like what their columns hold (bodies, a time, a number), and the best one is taken; a row of which
//! no cell of bodies reads as bodies stays as it is.

use super::{dates, metadata, outline};
use crate::agency::{Authority, Likeness};
use crate::passage::{Passage, Span};
use crate::source::Line;
use crate::words::{LabelSense, Words};

/// What a column holds, by its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Number,
    Task,
    Bodies,
    Time,
    Other,
}

/// A stretch of one line.
#[derive(Debug, Clone)]
struct Piece<'l> {
    passage: &'l Passage,
    span: Span,
}

impl Piece<'_> {
    fn text(&self) -> &str {
        &self.passage.text[self.span.clone()]
    }
}

/// The longest header cell in code points.
const LONGEST_HEADER: usize = 12;

/// Fewest and most columns.
const COLUMNS: std::ops::RangeInclusive<usize> = 3..=9;

/// Stands in a cell's text where a line of it ends inside a name or a sentence.
const GLUE: char = '\u{2060}';

/// The most lines of one row.
const LONGEST_ROW: usize = 40;

/// The lines of a source with the tables among them put together: each row a line with cells.
pub(super) fn gathered(lines: Vec<Line>, authority: &Authority, words: &Words) -> Vec<Line> {
    if !lines.iter().any(|line| line.cells.is_empty() && is_bodies_header(&line.passage.text, words)) {
        return lines;
    }
    let reader = Reader { lines: &lines, authority, words };
    let mut found = Vec::with_capacity(lines.len());
    let mut at = 0;
    while at < lines.len() {
        match reader.table_of_lines(at).or_else(|| reader.table_of_gaps(at)) {
            Some((mut rows, next)) => {
                found.append(&mut rows);
                at = next;
            }
            None => {
                found.push(lines[at].clone());
                at += 1;
            }
        }
    }
    found
}

/// Whether a line may belong to a header: a label of bodies stands in it, by itself or between gaps.
fn is_bodies_header(text: &str, words: &Words) -> bool {
    words.label(text).is_some_and(LabelSense::is_role) || (text.chars().count() <= 60 && words.roles.may_hold_label(text))
}

struct Reader<'l> {
    lines: &'l [Line],
    authority: &'l Authority,
    words: &'l Words,
}

impl<'l> Reader<'l> {
    fn whole(&self, at: usize) -> Piece<'l> {
        let passage = &self.lines[at].passage;
        Piece { passage, span: 0..passage.text.len() }
    }

    /// The parts of a line between gaps.
    fn parts(&self, at: usize) -> Vec<Piece<'l>> {
        let passage = &self.lines[at].passage;
        passage.parts_at_gaps(&(0..passage.text.len())).into_iter().map(|span| Piece { passage, span }).collect()
    }

    fn is_plain(&self, at: usize) -> bool {
        self.lines[at].cells.is_empty() && self.lines[at].heading.is_none()
    }

    fn column(&self, text: &str) -> Option<Column> {
        let named = |names: &[String]| names.iter().any(|name| text.contains(name.as_str()));
        if text.is_empty() || text.chars().count() > LONGEST_HEADER {
            return None;
        }
        match self.words.label(text) {
            Some(LabelSense::Deadline) => Some(Column::Time),
            Some(LabelSense::Person | LabelSense::Other) => Some(Column::Other),
            Some(_) => Some(Column::Bodies),
            None if named(&self.words.frame.columns.number) => Some(Column::Number),
            None => named(&self.words.frame.columns.task).then_some(Column::Task),
        }
    }

    /// The columns that pieces name, if they are a header.
    fn header(&self, pieces: &[Piece<'_>]) -> Option<Vec<Column>> {
        let numbered = self.column(pieces.first()?.text()) == Some(Column::Number);
        let other = |text: &str| (numbered && text.chars().count() <= LONGEST_HEADER).then_some(Column::Other);
        let columns: Vec<Column> =
            pieces.iter().map(|piece| self.column(piece.text()).or_else(|| other(piece.text()))).collect::<Option<_>>()?;
        is_header(&columns).then_some(columns)
    }

    /// The header of a table with one cell a line: up to the first row's number where the rows are numbered.
    fn header_of_lines(&self, at: usize) -> Option<(Vec<Column>, usize)> {
        self.column(&self.lines[at].passage.text).filter(|_| self.is_plain(at))?;
        let numbered = self.column(&self.lines[at].passage.text) == Some(Column::Number);
        let mut columns = Vec::new();
        let mut next = at;
        while next < self.lines.len() && columns.len() <= *COLUMNS.end() && self.is_plain(next) {
            let text = &self.lines[next].passage.text;
            if numbered && text.trim_end_matches(['.', '、']).bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() {
                break;
            }
            match self.column(text) {
                _ if text.is_empty() => {}
                Some(column) => columns.push(column),
                None if numbered && text.chars().count() <= LONGEST_HEADER => columns.push(Column::Other),
                None => break,
            }
            next += 1;
        }
        is_header(&columns).then_some((columns, next))
    }

    /// A table of one cell a line that begins at a line: its rows, and the line behind it.
    fn table_of_lines(&self, at: usize) -> Option<(Vec<Line>, usize)> {
        let (columns, mut next) = self.header_of_lines(at)?;
        let header: Vec<Vec<Piece<'_>>> =
            (at..next).filter(|&line| !self.lines[line].passage.text.is_empty()).map(|line| vec![self.whole(line)]).collect();
        let mut rows = vec![self.row(&header)];
        if columns[0] != Column::Number {
            return self.unnumbered(&columns, rows, next);
        }
        let mut number = 1;
        let mut read = 0;
        while next < self.lines.len() {
            let text = &self.lines[next].passage.text;
            if text.is_empty() || is_page_number(text) && !is_number(text, number) {
                next += 1;
            } else if let Some((_, behind)) = self.header_of_lines(next).filter(|(again, _)| *again == columns) {
                next = behind;
            } else if is_number(text, number) {
                let end = self.end_of_row(next + 1, number + 1);
                let last = end >= self.lines.len() || !is_number(&self.lines[end].passage.text, number + 1);
                let lines: Vec<usize> = (next + 1..end).filter(|&line| is_cell(&self.lines[line].passage.text)).collect();
                let pieces: Vec<Piece<'_>> = lines.iter().map(|&line| self.whole(line)).collect();
                let Some((cells, used)) = self.shared(&pieces, &columns[1..], last) else { break };
                let mut whole = vec![vec![self.whole(next)]];
                whole.extend(cells);
                rows.push(self.row(&whole));
                read += 1;
                number += 1;
                next = if last { lines[..used].last().copied().unwrap_or(next) + 1 } else { end };
            } else if self.divides(next, number) {
                rows.push(self.row(&[vec![self.whole(next)]]));
                if !(next + 1..self.lines.len()).take(3).any(|line| is_number(&self.lines[line].passage.text, number)) {
                    number = 1;
                }
                next += 1;
            } else {
                break;
            }
        }
        (read > 0).then_some((rows, next))
    }

    /// Rows without numbers: as many lines as there are columns, each cell what its column holds.
    fn unnumbered(&self, columns: &[Column], mut rows: Vec<Line>, from: usize) -> Option<(Vec<Line>, usize)> {
        let mut next = from;
        while next + columns.len() <= self.lines.len() {
            let pieces: Vec<Piece<'_>> = (next..next + columns.len()).map(|line| self.whole(line)).collect();
            let fits = |(piece, column): (&Piece<'_>, &Column)| match column {
                Column::Bodies => self.are_bodies(piece.text()),
                _ => is_cell(piece.text()),
            };
            if !pieces.iter().zip(columns).all(fits) {
                break;
            }
            rows.push(self.row(&pieces.into_iter().map(|piece| vec![piece]).collect::<Vec<_>>()));
            next += columns.len();
        }
        (rows.len() > 1).then_some((rows, next))
    }

    /// Where a row ends: before the next number, a header, a heading between rows, or what ends a table.
    fn end_of_row(&self, from: usize, number: u32) -> usize {
        let ends = |line: &usize| {
            let text = &self.lines[*line].passage.text;
            is_number(text, number) || !self.is_plain(*line) || self.header_of_lines(*line).is_some() || self.divides(*line, number)
        };
        (from..self.lines.len()).take(LONGEST_ROW).find(ends).unwrap_or_else(|| self.lines.len().min(from + LONGEST_ROW))
    }

    /// Whether a line is a heading between rows: 一、市场准入.
    fn divides(&self, at: usize, number: u32) -> bool {
        let text = &self.lines[at].passage.text;
        let heading = outline::marker(text).is_some_and(|(marker, _)| marker <= outline::Marker::BracketNumeral);
        heading
            && (at + 1..self.lines.len()).take(4).any(|line| {
                let text = &self.lines[line].passage.text;
                is_number(text, number) || is_number(text, 1)
            })
    }

    /// A table whose columns white space parts, from a line on.
    fn table_of_gaps(&self, at: usize) -> Option<(Vec<Line>, usize)> {
        self.is_plain(at).then_some(())?;
        let header = self.parts(at);
        let columns = self.header(&header)?;
        let mut rows = vec![self.row(&header.into_iter().map(|piece| vec![piece]).collect::<Vec<_>>())];
        let mut next = at + 1;
        while next < self.lines.len() && self.is_plain(next) {
            let parts = self.parts(next);
            if self.lines[next].passage.text.is_empty() || self.header(&parts).is_some_and(|again| again == columns) {
                next += 1;
                continue;
            }
            let Some((cells, _)) = Some(parts).filter(|parts| parts.len() > 1).and_then(|parts| self.shared(&parts, &columns, false))
            else {
                break;
            };
            rows.push(self.row(&cells));
            next += 1;
        }
        (rows.len() > 1).then_some((rows, next))
    }

    /// Shares pieces among columns, in order; with `open` what stands behind the last cell may be left. Gives the cells and how many
    /// pieces they hold; nothing where no column of bodies reads as bodies.
    fn shared<'p>(&self, pieces: &[Piece<'p>], columns: &[Column], open: bool) -> Option<(Vec<Vec<Piece<'p>>>, usize)> {
        let count = pieces.len();
        // best[column][end]: the worth of the first columns over the first pieces, and where the last of them begins.
        let mut best: Vec<Vec<Option<(i32, usize)>>> = vec![vec![None; count + 1]; columns.len() + 1];
        best[0][0] = Some((0, 0));
        for (index, column) in columns.iter().enumerate() {
            for end in 0..=count {
                best[index + 1][end] = (0..=end)
                    .filter_map(|start| Some((best[index][start]?.0 + self.worth(*column, index, &pieces[start..end]), start)))
                    .max_by_key(|(worth, start)| (*worth, std::cmp::Reverse(*start)));
            }
        }
        let ends = if open { 0..=count } else { count..=count };
        let used = ends
            .filter(|&end| best[columns.len()][end].is_some())
            .max_by_key(|&end| (best[columns.len()][end].map_or(i32::MIN, |(worth, _)| worth), std::cmp::Reverse(end)))?;
        let mut cells = Vec::new();
        let mut end = used;
        for index in (0..columns.len()).rev() {
            let (_, start) = best[index + 1][end]?;
            cells.push(pieces[start..end].to_vec());
            end = start;
        }
        cells.reverse();
        let bodies = columns.iter().zip(&cells).filter(|(column, _)| **column == Column::Bodies).map(|(_, cell)| self.joined(cell));
        let read = bodies.filter(|text| self.are_bodies(text)).count();
        (read > 0).then_some((cells, used))
    }

    /// The text of a cell: a space where one name ends and the next begins, [`GLUE`] where a name or sentence goes on.
    fn joined(&self, pieces: &[Piece<'_>]) -> String {
        let mut text = String::new();
        for piece in pieces {
            if !text.is_empty() {
                text.push(if self.runs_on(&text, piece.text()) { GLUE } else { ' ' });
            }
            text.push_str(piece.text());
        }
        text
    }

    /// Whether a cell's text so far goes on in its next piece: inside a list, a name or a sentence.
    fn runs_on(&self, text: &str, next: &str) -> bool {
        let text = text.trim_end_matches(GLUE);
        let marks = ['、', '，', '；', ' ', GLUE];
        let (last, first) = (text.rsplit(marks).next().unwrap_or_default(), next.split(marks).next().unwrap_or_default());
        let likeness = |name: &str| self.authority.likeness(name);
        let whole = || likeness(&format!("{last}{first}")) == Some(Likeness::Known);
        last.is_empty() || first.is_empty() || likeness(last).is_none() || likeness(first).is_none() || whole()
    }

    /// A line with cells.
    fn row(&self, cells: &[Vec<Piece<'_>>]) -> Line {
        let mut passage = Passage::default();
        let mut spans = Vec::new();
        for cell in cells {
            if !passage.text.is_empty() {
                passage.push_separator('|');
            }
            let start = passage.text.len();
            for piece in cell {
                let mut line = Passage::default();
                line.push_part(piece.passage, piece.span.clone());
                if passage.text.len() > start && self.runs_on(&passage.text[start..], piece.text()) {
                    passage.push_line(&line);
                } else {
                    passage.push_part(&line, 0..line.text.len());
                }
            }
            spans.push(start..passage.text.len());
        }
        Line { passage, cells: spans, closed: true, ..Line::default() }
    }

    /// How well pieces look like what a column holds.
    fn worth(&self, column: Column, index: usize, pieces: &[Piece<'_>]) -> i32 {
        let text = self.joined(pieces);
        let lines = i32::try_from(pieces.len()).unwrap_or(i32::MAX);
        // A cell that looks right is worth much; among those, fewer lines are worth a little more.
        match column {
            Column::Number if text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty() => 30,
            Column::Number => -50,
            Column::Task if text.is_empty() => -60,
            Column::Task if pieces.last().is_some_and(|piece| self.are_surely_bodies(piece.text())) => -20,
            Column::Task => 20,
            // An empty cell is likelier the further behind: who leads is told before who helps.
            Column::Bodies | Column::Time if text.is_empty() => -10 + i32::try_from(index).unwrap_or(0),
            Column::Bodies if self.are_bodies(&text) => 50 - 2 * lines,
            Column::Bodies => -50,
            Column::Time if pieces.iter().all(|piece| self.authority.likeness(piece.text()).is_none()) && self.is_time(&text) => 30,
            Column::Time => -30,
            Column::Other => -2 * lines,
        }
    }

    /// Whether a cell is made of names of bodies; one that runs over a line's end must surely be one.
    fn are_bodies(&self, text: &str) -> bool {
        let names = text.trim_end_matches(['、', '，', '；', '。', GLUE]);
        !names.is_empty()
            && names.split(['、', '，', '；', ' ']).map(|name| name.trim_matches(GLUE)).all(|name| {
                let whole = name.replace(GLUE, "");
                // 州司法局 and 长期坚持 on the next line are no one name.
                let known = |name: &str| self.authority.likeness(name) == Some(Likeness::Known);
                if name.split_once(GLUE).is_some_and(|(first, _)| known(first)) && !known(&whole) {
                    return false;
                }
                let name = &whole[..self.words.roles.tail(&whole).map_or(whole.len(), |tail| tail.start)];
                match self.authority.likeness(name) {
                    Some(Likeness::Known | Likeness::Group) => true,
                    Some(Likeness::Shaped) => name.len() == text.len() || self.authority.states_place(name),
                    None => name.is_empty() || self.authority.body_prefix(name).is_some(),
                }
            })
    }

    /// Whether all of a piece is made of known bodies, classes and bodies with their place: 建设平台 only ends as bodies do.
    fn are_surely_bodies(&self, text: &str) -> bool {
        text.trim_end_matches(['、', '，', '；', '。']).split(['、', '，', '；']).all(|name| self.authority.surely(name))
    }

    fn is_time(&self, text: &str) -> bool {
        let short = text.chars().count() <= 20;
        short && (dates::due(text).is_some() || self.words.frame.columns.times.iter().any(|word| text.contains(word.as_str())))
    }
}

/// Whether columns make a header: enough of them, of tasks and of bodies.
fn is_header(columns: &[Column]) -> bool {
    COLUMNS.contains(&columns.len()) && columns.contains(&Column::Bodies) && columns.contains(&Column::Task)
}

/// Whether a line is the number of a row.
fn is_number(text: &str, number: u32) -> bool {
    text.trim_end_matches(['.', '、']).parse() == Ok(number)
}

fn is_cell(text: &str) -> bool {
    !text.is_empty() && !is_page_number(text)
}

fn is_page_number(text: &str) -> bool {
    super::paragraph::is_page_number(text) && metadata::number(text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of a text, each as its cells.
    fn rows(text: &str) -> Vec<Vec<String>> {
        let source = crate::source::decode(text.as_bytes(), "t").unwrap();
        let lines = gathered(source.lines.clone(), Authority::built_in(), Words::built_in());
        let cells = |line: &Line| line.cells.iter().map(|cell| line.passage.text[cell.clone()].to_owned()).collect();
        lines.iter().filter(|line| !line.cells.is_empty()).map(cells).collect()
    }

    fn check(text: &str, expected: &[&[&str]]) {
        assert_eq!(rows(text), expected, "{text}");
    }

    #[test]
    fn one_cell_a_line_makes_rows_whose_cells_may_wrap() {
        check(
            "序号\n任务\n牵头单位\n责任单位\n完成时限\n1\n建设平台，优化\n服务\n市数据局\n市财政局、市人力资源和社\n会保障局\n6月底\n— 2 —\n序号\n任务\n牵头单位\n责任单位\n完成时限\n2\n开展培训\n市教育局\n长期坚持\n长沙市数据局\n2024年3月5日\n",
            &[
                &["序号", "任务", "牵头单位", "责任单位", "完成时限"],
                &["1", "建设平台，优化服务", "市数据局", "市财政局、市人力资源和社会保障局", "6月底"],
                &["2", "开展培训", "市教育局", "", "长期坚持"],
            ],
        );
    }

    #[test]
    fn rows_without_numbers_have_a_line_a_cell() {
        check(
            "工作任务\n牵头单位\n配合单位\n建设平台\n市数据局\n市财政局\n开展培训\n市教育局\n各区人民政府\n现印发给你们\n",
            &[&["工作任务", "牵头单位", "配合单位"], &["建设平台", "市数据局", "市财政局"], &["开展培训", "市教育局", "各区人民政府"]],
        );
    }

    #[test]
    fn white_space_parts_columns() {
        check(
            "序号  重点任务  牵头单位  参与单位\n1  建设平台  省数据局  省财政厅 省司法厅\n2  开展培训  省教育厅  各市人民政府\n",
            &[
                &["序号", "重点任务", "牵头单位", "参与单位"],
                &["1", "建设平台", "省数据局", "省财政厅省司法厅"],
                &["2", "开展培训", "省教育厅", "各市人民政府"],
            ],
        );
    }

    #[test]
    fn labels_of_lists_are_no_headers() {
        check("1.建设平台。\n牵头单位：\n市数据局\n责任单位：\n市财政局\n", &[]);
        check("工作任务\n牵头单位\n要压实责任，\n细化措施。\n", &[]);
    }
}

//! Division-of-labour tables: `| 序号 | 任务 | 牵头单位 | 配合单位 |`, a row a task.
//!
//! A row is a header where at least one of its cells is a label of roles; the rows behind it with as many cells are read
//! by it, up to the next header or the table's end.

use super::clause;
use super::legend::Legends;
use super::token::{Lexer, Phrase};
use super::{ReadList, Scope};
use crate::agency::Authority;
use crate::document::{Block, Draft, TaskPlace, dates, task};
use crate::passage::Span;
use crate::words::{LabelSense, Words};

/// What the columns of a table hold.
struct Header {
    roles: Vec<(usize, LabelSense, Span)>,
    task: Option<usize>,
    number: Option<usize>,
    deadline: Option<usize>,
}

/// The tasks that tables add to a document.
#[must_use]
pub fn tasks(text: &str, blocks: &[Block], words: &Words) -> Vec<TaskPlace> {
    rows(text, blocks, words)
        .into_iter()
        .filter_map(|(header, block)| {
            let cell = |column: Option<usize>| column.and_then(|column| block.cells.get(column)).cloned();
            let title = cell(header.task).filter(|span| !span.is_empty())?;
            let title = task::opening(text, &title, title.start);
            let number = cell(header.number).unwrap_or(block.span.start..block.span.start);
            Some(TaskPlace { span: block.span.clone(), number, title, path: Vec::new(), article: false })
        })
        .collect()
}

/// The lists of a document's tables.
#[must_use]
pub fn read(draft: &Draft, authority: &Authority, words: &Words) -> Vec<ReadList> {
    let text = draft.text();
    let lexer = Lexer { passage: &draft.passage, words: &words.roles, authority };
    let mut lists = Vec::new();
    let mut above: Vec<Span> = Vec::new();
    for (header, block) in rows(text, &draft.blocks, words) {
        let mut phrases: Vec<Phrase> = Vec::new();
        // 同上 says what the cell above says.
        let same = |column: usize, cell: &Span| match above.get(column) {
            Some(above) if words.frame.columns.same.iter().any(|word| *word == text[cell.clone()]) => above.clone(),
            _ => cell.clone(),
        };
        let cells: Vec<Span> = block.cells.iter().enumerate().map(|(column, cell)| same(column, cell)).collect();
        for (column, sense, label) in &header.roles {
            let Some(cell) = cells.get(*column).filter(|cell| !cell.is_empty()) else { continue };
            let mut of_cell = lexer.phrases(cell);
            if let Some(first) = of_cell.first_mut()
                && first.label.is_none()
            {
                first.label = Some((label.clone(), *sense));
            }
            phrases.append(&mut of_cell);
        }
        for phrase in &mut phrases {
            phrase.names.retain(|name| !name.person && (name.likeness.is_some() || words.roles.reads_as_name(&text[name.span.clone()])));
        }
        let claims = clause::claims(&phrases, &Legends::default());
        let deadline = header.deadline.and_then(|column| cells.get(column)).and_then(|cell| dates::due(&text[cell.clone()]));
        if !claims.is_empty() {
            lists.push(ReadList { span: block.span.clone(), claims, deadline, scope: Scope::Here });
        }
        above = cells;
    }
    lists
}

/// The rows of tables that have a header of roles.
fn rows<'b>(text: &str, blocks: &'b [Block], words: &Words) -> Vec<(std::rc::Rc<Header>, &'b Block)> {
    let mut current: Option<std::rc::Rc<Header>> = None;
    let mut found = Vec::new();
    for block in blocks {
        if block.cells.is_empty() {
            current = None;
            continue;
        }
        if let Some(header) = header(text, block, words) {
            current = Some(std::rc::Rc::new(header));
        } else if let Some(header) = &current
            && !is_rule(&text[block.span.clone()])
            && !is_divider(text, block)
        {
            found.push((std::rc::Rc::clone(header), block));
        }
    }
    found
}

/// A row that says one thing across all its columns divides a table: 一、市场准入.
fn is_divider(text: &str, block: &Block) -> bool {
    let mut cells = block.cells.iter().map(|cell| &text[cell.clone()]).filter(|cell| !cell.is_empty());
    cells.next().is_some_and(|first| block.cells.len() > 2 && cells.all(|cell| cell == first))
}

/// The rule under a Markdown table's header: `|---|---|`.
fn is_rule(row: &str) -> bool {
    row.chars().all(|c| matches!(c, '|' | '-' | '：' | ':' | ' '))
}

fn header(text: &str, block: &Block, words: &Words) -> Option<Header> {
    let cells: Vec<&str> = block.cells.iter().map(|cell| &text[cell.clone()]).collect();
    let labels: Vec<(usize, LabelSense)> =
        cells.iter().enumerate().filter_map(|(column, cell)| Some((column, words.label(cell)?))).collect();
    let roles: Vec<_> = labels
        .iter()
        .filter(|(_, sense)| !matches!(sense, LabelSense::Deadline | LabelSense::Other | LabelSense::Person))
        .map(|(column, sense)| (*column, *sense, block.cells[*column].clone()))
        .collect();
    if roles.is_empty() {
        return None;
    }
    let column = |names: &[String]| {
        names.iter().find_map(|name| {
            cells.iter().enumerate().position(|(at, cell)| cell.contains(name.as_str()) && !roles.iter().any(|(column, ..)| *column == at))
        })
    };
    let deadline = labels.iter().find(|(_, sense)| *sense == LabelSense::Deadline).map(|(column, _)| *column);
    Some(Header { task: column(&words.frame.columns.task), number: column(&words.frame.columns.number), roles, deadline })
}

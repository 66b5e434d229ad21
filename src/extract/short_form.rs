//! Short forms that a document declares for bodies: …工作领导小组（以下简称“领导小组”）, so that 领导小组办公室 is known later.

use std::sync::LazyLock;

use regex::Regex;

use crate::agency::Authority;
use crate::document::Draft;

/// A declaration: the full form ends where the bracket opens.
static DECLARED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"（(?:以下|下)(?:统)?(?:简)?称(?:为)?[：“‘]*([^”’）“《》]{2,16})[”’]?(?:、“[^）]*)?）").expect("a constant pattern")
});

/// Marks and words before which a full form cannot reach.
const FULL_FORM_STARTS: &[&str] = &[
    "，", "。", "；", "：", "、", "“", "”", "\n", "成立", "设立", "建立", "组建", "健全", "会同", "是", "由", "经", "向", "报", "（", "）",
];

/// The short forms of bodies with what they stand for, longest first.
#[must_use]
pub fn read(draft: &Draft, authority: &Authority) -> Vec<(String, String)> {
    let text = draft.text();
    let mut forms: Vec<(String, String)> = Vec::new();
    for parts in DECLARED.captures_iter(text) {
        let (Some(whole), Some(short)) = (parts.get(0), parts.get(1)) else { continue };
        let before = &text[..whole.start()];
        let from = FULL_FORM_STARTS.iter().filter_map(|word| before.rfind(word).map(|at| at + word.len())).max().unwrap_or(0);
        // 第三条省政府服务热线（以下简称热线）: the number is no part of the name.
        let number = crate::document::outline::marker(&before[from..]).map_or(0, |(_, length)| length);
        let full = from_place(&before[from + number..], authority);
        let names_a_body = authority.likeness(full).is_some() || authority.coordinating().iter().any(|word| full.ends_with(word.as_str()));
        if names_a_body && full.chars().count() > short.as_str().chars().count() {
            forms.push((short.as_str().to_owned(), full.to_owned()));
        }
    }
    for issuer in &draft.document.issuers {
        for word in authority.coordinating() {
            if let Some(at) = issuer.agency.name.find(word.as_str())
                && at > 0
                && !forms.iter().any(|(short, _)| short == word)
            {
                forms.push((word.clone(), issuer.agency.name[..at + word.len()].to_owned()));
            }
        }
    }
    forms.sort_by_key(|(short, _)| std::cmp::Reverse(short.len()));
    forms
}

/// A full form from the place name in it on: 健全武汉市…领导小组 → 武汉市…领导小组.
fn from_place<'t>(text: &'t str, authority: &Authority) -> &'t str {
    let start = text
        .char_indices()
        .map(|(at, _)| at)
        .find(|&at| authority.place_at(&text[at..], None, None).is_some_and(|(place, length)| text[at..at + length] == place.name));
    &text[start.unwrap_or(0)..]
}

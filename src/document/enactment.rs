//! What the head of a statute says around its title: who passed it, by which order it was made public, from when it is in force.
//!
//! Each statement is a day and what happened on it, on a line below the title or in brackets behind it: 2004年11月12日国务院令第424号公布.
//! Where a statute is carried by the order that makes it public, the order's masthead says who ordered, under which number, and its one
//! sentence who passed it: 《某条例》已由某市第十五届人民代表大会常务委员会第三次会议于2019年5月6日通过，现予公布. What later
//! decisions changed is no statement about who issued the text.

use std::sync::LazyLock;

use regex::Regex;

use super::{dates, outline::Block};

/// What the head says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Enactment {
    /// The number of the order or announcement.
    pub(super) number: Option<String>,
    /// Who passed it, else whose order it is; 、 between several.
    pub(super) body: Option<String>,
    /// The day a congress passed it.
    pub(super) passed: Option<String>,
    /// The day it was made public.
    pub(super) published: Option<String>,
    /// The day from which it is in force, where the head says so.
    pub(super) effective: Option<String>,
}

/// An order or announcement: 国务院令第424号公布, 某局、某署第4号令公布, 某市人民代表大会常务委员会公告第7号公布, 某部发布.
static MADE_PUBLIC: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:以)?(?P<body>[\p{Han}、，]{2,60}?)(?:(?P<kind>令|公告)(?:（?第?(?P<number>[0-9一二三四五六七八九十百]{1,6})号）?)?|第(?P<before>[0-9]{1,6})号令)?(?:修订)?(?:公布|发布|颁布)",
    )
    .expect("a constant pattern")
});

/// A congress or its standing committee passes a statute: 某市第十一届人民代表大会常务委员会第二次会议通过.
static PASSED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?P<place>[\p{Han}]{0,20}?)第[一二三四五六七八九十0-9]{1,3}届(?P<organ>(?:全国)?(?:人民代表大会(?:常务委?员会)?|人大(?:常委会)?))第[一二三四五六七八九十0-9]{1,4}次(?:全体)?会议(?P<day>于[0-9年月日]{8,11})?(?:修订|审议|表决)?通过",
    )
    .expect("a constant pattern")
});

/// Another body passes a text in its meeting: 国务院第28次常务会议通过.
static MEETING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^经?(?P<body>[\p{Han}]{2,20}?)第[一二三四五六七八九十0-9]{1,4}次[\p{Han}]{0,4}会议(?:修订|审议)?通过")
        .expect("a constant pattern")
});

/// The masthead of an order, its number behind it or on the next line: 某市人民政府令第12号.
static MASTHEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?P<body>[\p{Han}、]{2,40}?)(?P<kind>令|公告)（?(?:\d{4}年)?第(?P<number>[0-9一二三四五六七八九十百]{1,6})号）?(?P<rest>.*)",
    )
    .expect("a constant pattern")
});

/// How many paragraphs from the top may hold a masthead.
const TOP: usize = 10;

/// How many paragraphs behind the title may hold its statements.
const STATEMENTS: usize = 14;

/// Code points from the top in which an order's sentence stands.
const SENTENCE: usize = 400;

/// Reads the head of a text whose title's paragraphs are `title`; `is_body` tells whether a text is a body's name.
pub(super) fn read(text: &str, blocks: &[Block], title: std::ops::Range<usize>, is_body: &impl Fn(&str) -> bool) -> Enactment {
    let mut found = Enactment::default();
    let line = |block: &Block| text[block.span.clone()].to_owned();
    for block in blocks.iter().skip(title.end).take(STATEMENTS) {
        let line = line(block);
        let bare = line.trim_start_matches(['（', '〔', '根', '据', '经', '于', ' ']);
        if line.chars().count() > SENTENCE || dates::find(bare).is_none_or(|(range, _)| range.start > 0) {
            break;
        }
        found.statements(&line, is_body);
    }
    if found.body.is_none() {
        found.order(text, blocks, is_body);
    }
    found
}

impl Enactment {
    /// Reads the days of a line and what happened on each.
    fn statements(&mut self, line: &str, is_body: &impl Fn(&str) -> bool) {
        let days = dates::all(line);
        for (index, (day, iso)) in days.iter().enumerate() {
            let end = days.get(index + 1).map_or(line.len(), |(next, _)| next.start);
            let what = line[day.end..end].trim_start_matches([' ', '，', '经', '由']);
            self.statement(what, iso, is_body);
        }
    }

    fn statement(&mut self, what: &str, iso: &str, is_body: &impl Fn(&str) -> bool) {
        if what.trim_start_matches('起').starts_with("施行") {
            self.effective.get_or_insert_with(|| iso.to_owned());
        } else if what.contains(['《', '〈']) {
            // 关于修改《某条例》的决定 changes what others issued.
        } else if let Some(name) = PASSED.captures(what).map(|parts| congress(&parts["place"], &parts["organ"])) {
            if self.passed.is_none() && is_body(&name) {
                self.passed = Some(iso.to_owned());
                self.body = Some(name);
            }
        } else if let Some(parts) = MADE_PUBLIC.captures(what) {
            let body = without_country(&parts["body"]);
            let bodies = body.split(['、', '，']).all(is_body);
            if self.published.is_none() && bodies {
                self.published = Some(iso.to_owned());
                let number = parts.name("number").or_else(|| parts.name("before"));
                let kind = parts.name("kind").map_or("令", |kind| kind.as_str());
                self.number = number.map(|number| format!("{body}{kind}第{}号", number.as_str()));
                if self.passed.is_none() {
                    self.body = Some(body);
                }
            }
        } else if let Some(parts) = MEETING.captures(what)
            && self.body.is_none()
            && !parts["body"].contains('届')
            && is_body(&parts["body"])
        {
            self.body = Some(parts["body"].to_owned());
        }
    }

    /// Reads the order that carries a statute: its masthead and its sentence.
    fn order(&mut self, text: &str, blocks: &[Block], is_body: &impl Fn(&str) -> bool) {
        for (index, block) in blocks.iter().enumerate().take(TOP) {
            let next = blocks.get(index + 1).map_or("", |next| &text[next.span.clone()]);
            let line = &text[block.span.clone()];
            let joined = if line.ends_with(['令', '告']) { format!("{line}{next}") } else { line.to_owned() };
            let Some(parts) = MASTHEAD.captures(&joined) else { continue };
            let body = without_country(&parts["body"]);
            // Behind the number stands nothing, or the sentence of the order.
            let rest = &parts["rest"];
            if (rest.is_empty() || rest.starts_with(['《', '现', '（'])) && body.split('、').all(is_body) {
                self.number = (&parts["kind"] == "令").then(|| format!("{body}令第{}号", &parts["number"]));
                self.body = Some(body);
                break;
            }
        }
        let end = text.char_indices().nth(SENTENCE).map_or(text.len(), |(at, _)| at);
        let sentence = text[..end].split(['。', '\n']).find(|sentence| sentence.contains("现予公布") || sentence.contains("现予发布"));
        if let Some(parts) = sentence.and_then(|sentence| PASSED.captures(sentence)) {
            let place = parts["place"].rsplit(['由', '经']).next().unwrap_or_default();
            let name = congress(place, &parts["organ"]);
            if is_body(&name) {
                self.passed = parts.name("day").and_then(|day| dates::find(day.as_str())).map(|(_, iso)| iso);
                self.body = Some(name);
            }
        }
    }
}

/// The name of a place's congress or its committee, in full: 全国人大常委会 is 全国人民代表大会常务委员会.
fn congress(place: &str, organ: &str) -> String {
    let organ = if organ.contains("人民代表大会") {
        organ.replace("常务员会", "常务委员会")
    } else {
        organ.replace("人大", "人民代表大会").replace("常委会", "常务委员会")
    };
    if organ.starts_with("全国") { organ } else { format!("{place}{organ}") }
}

/// The names of central bodies without the country's before them: 中华人民共和国国务院.
pub(super) fn without_country(name: &str) -> String {
    name.split('、')
        .map(|name| name.strip_prefix("中华人民共和国").filter(|rest| !rest.is_empty()).unwrap_or(name))
        .collect::<Vec<_>>()
        .join("、")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(text: &str) -> Enactment {
        let mut blocks = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            blocks.push(Block { span: at..at + line.len(), heading: None, cells: Vec::new() });
            at += line.len() + 1;
        }
        let authority = crate::agency::Authority::built_in();
        read(text, &blocks, 0..1, &|name| authority.surely(name))
    }

    fn check(text: &str, number: Option<&str>, body: Option<&str>, days: [Option<&str>; 3]) {
        let found = head(text);
        assert_eq!((found.number.as_deref(), found.body.as_deref()), (number, body), "{text}");
        assert_eq!([found.passed.as_deref(), found.published.as_deref(), found.effective.as_deref()], days, "{text}");
    }

    #[test]
    fn an_order_gives_number_body_and_day() {
        check(
            "某种条例\n2001年2月3日中华人民共和国国务院令第999号公布\n2002年3月4日《国务院关于修改某种条例的决定》修订\n2001年5月1日施行",
            Some("国务院令第999号"),
            Some("国务院"),
            [None, Some("2001-02-03"), Some("2001-05-01")],
        );
        check("某种办法\n（2001年2月3日农业部发布）", None, Some("农业部"), [None, Some("2001-02-03"), None]);
        check(
            "某种办法\n2001年2月3日海关总署、财政部第9号令公布",
            Some("海关总署、财政部令第9号"),
            Some("海关总署、财政部"),
            [None, Some("2001-02-03"), None],
        );
    }

    #[test]
    fn who_passes_a_local_statute_issues_it() {
        check(
            "某市条例\n（2001年2月3日大连市第十三届人民代表大会常务委员会第五次会议通过2001年3月4日辽宁省第九届人民代表大会常务委员会第六次会议批准）",
            None,
            Some("大连市人民代表大会常务委员会"),
            [Some("2001-02-03"), None, None],
        );
        check(
            "某种法\n2001年2月3日第九届全国人民代表大会常务委员会第五次会议通过",
            None,
            Some("全国人民代表大会常务委员会"),
            [Some("2001-02-03"), None, None],
        );
    }

    #[test]
    fn an_order_carries_the_statute_below_it() {
        check(
            "上海市人民政府令\n（第999号）\n《某种办法》已经市政府常务会议通过，现予公布。",
            Some("上海市人民政府令第999号"),
            Some("上海市人民政府"),
            [None, None, None],
        );
        check(
            "某种条例\n《某种条例》已由江苏省第十三届人民代表大会常务委员会第五次会议于2019年9月8日通过，现予公布。",
            None,
            Some("江苏省人民代表大会常务委员会"),
            [Some("2019-09-08"), None, None],
        );
    }

    #[test]
    fn other_days_are_no_statements() {
        check("某市方案\n为落实2001年2月3日国务院令第999号公布的条例，制定本方案。", None, None, [None; 3]);
        check("某市要点\n2001年2月3日前，财政部公布的目录要落实。", None, None, [None; 3]);
    }
}

//! Bytes become characters: UTF-8, UTF-16, GB18030 (which holds GBK and GB2312) and Big5, told apart or as `--encoding` says.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use super::SourceError;

/// The characters of some bytes, and whether any had to be replaced.
///
/// # Errors
/// Where the bytes are no text, or the encoding asked for is not known.
pub fn decode(bytes: &[u8], name: &str, label: Option<&str>) -> Result<(String, bool), SourceError> {
    if bytes.is_empty() {
        return Err(SourceError::Empty { path: name.to_owned() });
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(decoded(encoding, &bytes[mark..]));
    }
    if let Some(label) = label {
        return Ok(decoded(by_label(label)?, bytes));
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Ok(decoded(encoding, bytes));
    }
    if let Some(at) = bytes.iter().position(|&byte| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x0b | 0x1a)) {
        return Err(SourceError::Binary { path: name.to_owned(), at, byte: bytes[at] });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok((text.to_owned(), false));
    }
    let (first, second) = if is_big5(bytes) { (BIG5, GB18030) } else { (GB18030, BIG5) };
    for encoding in [first, second] {
        if let (text, false) = decoded(encoding, bytes) {
            return Ok((text, false));
        }
    }
    // Some bytes fit nothing: what fits best is read, and the reader of the source says so.
    let (text, _) = if mostly_utf8(bytes) { decoded(encoding_rs::UTF_8, bytes) } else { decoded(first, bytes) };
    Ok((text, true))
}

/// The encoding of a label that people write.
///
/// # Errors
/// Where it is not known.
pub fn by_label(label: &str) -> Result<&'static Encoding, SourceError> {
    match label.to_ascii_lowercase().as_str() {
        "utf8" => Ok(encoding_rs::UTF_8),
        "utf16" => Ok(UTF_16LE),
        "gbk" | "gb2312" | "gb18030" | "cp936" => Ok(GB18030),
        other => Encoding::for_label(other.as_bytes()).ok_or_else(|| SourceError::Encoding { label: label.to_owned() }),
    }
}

fn decoded(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    (text.into_owned(), damaged)
}

/// UTF-16 without a mark: it holds zero bytes, as no other text does, and one of its two orders reads as Chinese or Latin text.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let looked_at = &bytes[..bytes.len().min(4096) & !1];
    if !looked_at.contains(&0) {
        return None;
    }
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, damaged) = decoded(encoding, looked_at);
        let usual =
            |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}' | ' '..='~' | '\r' | '\n' | '\t');
        !damaged && text.chars().filter(usual).count() * 10 >= text.chars().count() * 9
    })
}

/// Whether bytes that are not UTF-8 are Big5 rather than GB18030.
///
/// The detector alone takes much Big5 for GBK. A second byte below 0x80 stands in four of ten characters of Big5 text and hardly
/// ever in simplified GBK text; GBK's own traditional characters begin below 0xA1, where Big5's do not.
fn is_big5(bytes: &[u8]) -> bool {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    if detector.guess(Some(b"tw"), Utf8Detection::Deny) != BIG5 && detector.guess(None, Utf8Detection::Deny) != BIG5 {
        return false;
    }
    let (mut pairs, mut low_first, mut low_second, mut at) = (0_usize, 0_usize, 0_usize, 0);
    while at + 1 < bytes.len() {
        if bytes[at] < 0x81 {
            at += 1;
            continue;
        }
        pairs += 1;
        low_first += usize::from(bytes[at] < 0xa1);
        low_second += usize::from(matches!(bytes[at + 1], 0x40..=0x7e));
        at += 2;
    }
    low_second * 10 > pairs && low_first * 50 < pairs
}

/// Whether bytes are UTF-8 but for a few.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let lost = String::from_utf8_lossy(bytes).chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
    let kept = bytes.iter().filter(|byte| **byte >= 0xe0).count();
    lost * 4 <= kept
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIMPLIFIED: &str = "省农业农村厅牵头，省财政厅、省教育厅配合，2023年12月底前完成。";
    const NUMBERED: &str = "湘政办发〔2023〕1号\n一、任务\n";
    const TRADITIONAL: &str = "國務院關於加強農業農村工作的意見，各省、自治區、直轄市人民政府。";

    fn check(bytes: &[u8], expected: &str) {
        assert_eq!(decode(bytes, "t", None).unwrap(), (expected.to_owned(), false));
    }

    #[test]
    fn encodings_are_told_apart() {
        check(SIMPLIFIED.as_bytes(), SIMPLIFIED);
        check(&[b"\xef\xbb\xbf", SIMPLIFIED.as_bytes()].concat(), SIMPLIFIED);
        check(&GB18030.encode(SIMPLIFIED).0, SIMPLIFIED);
        check(&GB18030.encode("省农业农村厅").0, "省农业农村厅");
        check(&GB18030.encode(TRADITIONAL).0, TRADITIONAL);
        check(&GB18030.encode("𠮷林省㳘沟").0, "𠮷林省㳘沟");
        check(&BIG5.encode(TRADITIONAL).0, TRADITIONAL);
        for (mark, wide) in [(&b"\xff\xfe"[..], u16::to_le_bytes as fn(u16) -> [u8; 2]), (b"\xfe\xff", u16::to_be_bytes)] {
            for text in [SIMPLIFIED, NUMBERED] {
                let bytes: Vec<u8> = text.encode_utf16().flat_map(wide).collect();
                check(&bytes, text);
                check(&[mark, &bytes].concat(), text);
            }
        }
    }

    #[test]
    fn what_is_asked_for_is_used() {
        let bytes = BIG5.encode("農業").0;
        assert_eq!(decode(&bytes, "t", Some("big5")).unwrap().0, "農業");
        assert!(matches!(decode(b"x", "t", Some("klingon")), Err(SourceError::Encoding { .. })));
    }

    #[test]
    fn what_fits_nothing_is_replaced_and_what_is_no_text_refused() {
        assert!(decode(b"\xe7\x9c\x81\xff\xff\n", "t", None).unwrap().1);
        assert!(matches!(decode(b"PK\x03\x04", "t", None), Err(SourceError::Binary { at: 2, .. })));
        assert!(matches!(decode(b"", "t", None), Err(SourceError::Empty { .. })));
    }
}

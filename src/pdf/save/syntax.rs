//! Objects as the bytes of a PDF file (ISO 32000-1, 7.3).

use lopdf::{Dictionary, Object, StringFormat};

/// Appends an object. A stream stands only on its own, so in another object it is nothing.
pub(super) fn object(bytes: &mut Vec<u8>, object: &Object) {
    match object {
        Object::Null | Object::Stream(_) => bytes.extend(b"null"),
        Object::Boolean(true) => bytes.extend(b"true"),
        Object::Boolean(false) => bytes.extend(b"false"),
        Object::Integer(value) => integer(bytes, *value),
        Object::Real(value) => real(bytes, *value),
        Object::Name(value) => name(bytes, value),
        Object::String(value, StringFormat::Literal) => literal(bytes, value),
        Object::String(value, StringFormat::Hexadecimal) => hexadecimal(bytes, value),
        Object::Array(values) => array(bytes, values),
        Object::Dictionary(entries) => dictionary(bytes, entries),
        Object::Reference((number, generation)) => {
            integer(bytes, i64::from(*number));
            bytes.push(b' ');
            integer(bytes, i64::from(*generation));
            bytes.extend(b" R");
        }
    }
}

/// Appends a dictionary.
pub(super) fn dictionary(bytes: &mut Vec<u8>, entries: &Dictionary) {
    bytes.extend(b"<<");
    for (key, value) in entries {
        name(bytes, key);
        if needs_space(value) {
            bytes.push(b' ');
        }
        object(bytes, value);
    }
    bytes.extend(b">>");
}

fn array(bytes: &mut Vec<u8>, values: &[Object]) {
    bytes.push(b'[');
    for (index, value) in values.iter().enumerate() {
        if index > 0 && needs_space(value) {
            bytes.push(b' ');
        }
        object(bytes, value);
    }
    bytes.push(b']');
}

/// Whether an object runs into a word before it.
fn needs_space(object: &Object) -> bool {
    !matches!(object, Object::Name(_) | Object::String(..) | Object::Array(_) | Object::Dictionary(_))
}

/// Appends a whole number.
pub(super) fn integer(bytes: &mut Vec<u8>, value: i64) {
    let mut digits = [0; 20];
    let mut start = digits.len();
    let mut rest = value.unsigned_abs();
    loop {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    if value < 0 {
        bytes.push(b'-');
    }
    bytes.extend(&digits[start..]);
}

/// Appends a number with at most two decimals.
fn real(bytes: &mut Vec<u8>, value: f32) {
    let hundredths = (f64::from(value) * 100.0).round() as i64;
    if hundredths < 0 {
        bytes.push(b'-');
    }
    let (whole, part) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    integer(bytes, whole as i64);
    if part > 0 {
        bytes.extend([b'.', b'0' + (part / 10) as u8]);
        if part % 10 > 0 {
            bytes.push(b'0' + (part % 10) as u8);
        }
    }
}

fn name(bytes: &mut Vec<u8>, name: &[u8]) {
    bytes.push(b'/');
    for byte in name {
        if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(byte) {
            bytes.push(*byte);
        } else {
            bytes.push(b'#');
            bytes.extend(hex(*byte));
        }
    }
}

fn literal(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.push(b'(');
    for byte in string {
        match byte {
            b'(' | b')' | b'\\' => bytes.extend([b'\\', *byte]),
            b'\r' => bytes.extend(b"\\r"),
            _ => bytes.push(*byte),
        }
    }
    bytes.push(b')');
}

fn hexadecimal(bytes: &mut Vec<u8>, string: &[u8]) {
    bytes.push(b'<');
    bytes.extend(string.iter().copied().flat_map(hex));
    bytes.push(b'>');
}

fn hex(byte: u8) -> [u8; 2] {
    [byte >> 4, byte & 15].map(|digit| b"0123456789ABCDEF"[usize::from(digit)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn written(value: impl Into<Object>) -> String {
        let mut bytes = Vec::new();
        object(&mut bytes, &value.into());
        String::from_utf8(bytes).expect("ASCII")
    }

    #[test]
    fn writes_numbers_shortly() {
        let reals = [0.0, -0.001, 1.5, -12.345, 841.89, 14_400.0].map(|value| written(Object::Real(value)));
        assert_eq!(reals, ["0", "0", "1.5", "-12.35", "841.89", "14400"]);
        assert_eq!(written(i64::MIN), "-9223372036854775808");
    }

    #[test]
    fn text_cannot_leave_its_string() {
        assert_eq!(written(Object::string_literal("a)(\\\r")), "(a\\)\\(\\\\\\r)");
    }

    #[test]
    fn separates_only_what_would_run_together() {
        let entries =
            dictionary! { "K" => vec![1.into(), (3, 0).into(), Object::Name(b"A B".to_vec())], "T" => true };
        assert_eq!(written(entries), "<</K[1 3 0 R/A#20B]/T true>>");
    }
}

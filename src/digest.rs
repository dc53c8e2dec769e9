//! A digest stands for a text: SHA-256 (FIPS 180-4).
//!
//! The only file that names the crate that computes it.

use sha2::{Digest as _, Sha256};

/// The digest of pieces, read one after the other.
#[must_use]
pub fn sha256<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    let mut hash = Sha256::new();
    pieces.into_iter().for_each(|piece| hash.update(piece));
    hash.finalize().into()
}

/// Bytes as lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    let digit = |half: u8| char::from(b"0123456789abcdef"[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::{hex, sha256};

    #[test]
    fn agrees_with_the_standard_s_example() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256([&b"abc"[..]])), abc);
        assert_eq!(hex(&sha256([&b"a"[..], b"", b"bc"])), abc);
    }
}

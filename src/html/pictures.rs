//! A picture is a PNG or JPEG file, carried inside the page.

use super::escape::base64;

/// The file as a `data:` address; none for anything but PNG and JPEG.
pub(super) fn data_address(file: &[u8]) -> Option<String> {
    let kind = if file.starts_with(b"\x89PNG\r\n\x1a\n") {
        "png"
    } else if file.starts_with(b"\xff\xd8\xff") {
        "jpeg"
    } else {
        return None;
    };
    Some(format!("data:image/{kind};base64,{}", base64(file)))
}

//! Pictures as objects: a JPEG as it is, pixels compressed with their opacity as a mask, outlines as a form.

use std::collections::BTreeMap;

use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};

use super::file::Deflater;
use super::outlines;
use crate::pdf::pages::Picture;

/// The object of a picture.
pub(super) fn object(picture: &Picture) -> XObject {
    let stream = stream(picture);
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// The stream of a picture, which fills the unit square.
pub(super) fn stream(picture: &Picture) -> ExternalStream {
    match picture {
        Picture::Jpeg { file, width, height, components } => {
            let mut stream = image(*width, *height, space(*components), "DCTDecode", file.clone());
            if *components == 4 {
                // writers of CMYK files turn the values around (Adobe technical note 5116)
                let inverted = [1, 0].repeat(4).into_iter().map(DictItem::Int).collect();
                stream.dict.insert("Decode".to_owned(), DictItem::Array(inverted));
            }
            stream
        }
        Picture::Pixels { rgb, alpha, width, height } => {
            let mut stream = pixels(*width, *height, "DeviceRGB", rgb);
            if let Some(alpha) = alpha {
                let stream_of_mask = pixels(*width, *height, "DeviceGray", alpha);
                stream.dict.insert("SMask".to_owned(), DictItem::Stream { stream: stream_of_mask });
            }
            stream
        }
        Picture::Vector(vector) => outlines::form(vector),
    }
}

fn space(components: u8) -> &'static str {
    match components {
        1 => "DeviceGray",
        4 => "DeviceCMYK",
        _ => "DeviceRGB",
    }
}

fn pixels(width: u32, height: u32, space: &str, values: &[u8]) -> ExternalStream {
    image(width, height, space, "FlateDecode", Deflater::new().deflate(values))
}

fn image(width: u32, height: u32, space: &str, filter: &str, content: Vec<u8>) -> ExternalStream {
    let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Image")),
        ("Width", DictItem::Int(width.into())),
        ("Height", DictItem::Int(height.into())),
        ("ColorSpace", name(space)),
        ("BitsPerComponent", DictItem::Int(8)),
        ("Filter", name(filter)),
    ];
    let dict: BTreeMap<String, DictItem> =
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    ExternalStream { dict, content, compress: false }
}

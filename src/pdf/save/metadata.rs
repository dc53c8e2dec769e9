//! What the file says about itself: title, author, language, the standards it follows. No dates: the same input
//! gives the same bytes.

use lopdf::{Object, Stream, dictionary};

use super::colour;
use super::draft::{Draft, text};
use crate::furniture::Furniture;

/// Who made the file.
const PRODUCER: &str = concat!("backout ", env!("CARGO_PKG_VERSION"));

/// Adds the document information, the XMP packet, the language and the output intent.
pub(super) fn add(draft: &mut Draft, furniture: &Furniture) {
    let title = [&furniture.title].into_iter().chain(&furniture.id).find(|title| !title.trim().is_empty());
    let title = title.map_or("backout", |title| title.as_str());
    let language = if furniture.language.is_empty() { "en" } else { &furniture.language };
    let author = furniture.author.as_deref().filter(|author| !author.trim().is_empty());

    let mut information = dictionary! { "Title" => text(title), "Producer" => text(PRODUCER) };
    if let Some(author) = author {
        information.set("Author", text(author));
    }
    let information = draft.add(information);
    draft.document.trailer.set("Info", information);

    let packet = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let packet = Stream::new(packet, xmp(title, author, language).into_bytes()).with_compression(false);
    let packet = draft.add(packet);
    draft.set_in_catalogue("Metadata", packet);
    draft.set_in_catalogue("Lang", text(language));
    draft.set_in_catalogue("ViewerPreferences", dictionary! { "DisplayDocTitle" => true });

    let profile = draft.add(Stream::new(dictionary! { "N" => 3 }, colour::srgb()));
    let intent = dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    };
    draft.set_in_catalogue("OutputIntents", vec![intent.into()]);
}

/// The XMP packet (ISO 16684-1): it claims PDF/UA-1 and PDF/A-3a, and explains to PDF/A what `pdfuaid` is.
fn xmp(title: &str, author: Option<&str>, language: &str) -> String {
    let creator = author.map_or_else(String::new, |author| {
        format!("<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>", escape(author))
    });
    format!(
        concat!(
            "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
            "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">",
            "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
            " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
            " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">",
            "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">{title}</rdf:li></rdf:Alt></dc:title>{creator}",
            "<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>",
            "<pdf:Producer>{producer}</pdf:Producer>",
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
            "<pdfuaid:part>1</pdfuaid:part></rdf:Description>",
            "{extension}</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>",
        ),
        title = escape(title),
        creator = creator,
        language = escape(language),
        producer = PRODUCER,
        extension = EXTENSION,
    )
}

/// The extension schema PDF/A wants for properties it does not know (ISO 19005-3, 6.6.2.3).
const EXTENSION: &str = concat!(
    "<rdf:Description rdf:about=\"\" xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"",
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"",
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">",
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">",
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>",
    "<pdfaProperty:category>internal</pdfaProperty:category>",
    "<pdfaProperty:description>The part of ISO 14289 the file follows</pdfaProperty:description>",
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>",
);

/// Text as XML bears it; control characters it cannot bear are left out.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '\u{fffe}' | '\u{ffff}' => {}
            '\t' | '\n' | '\r' => escaped.push(' '),
            _ if character.is_control() => {}
            _ => escaped.push(character),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_cannot_become_markup() {
        let packet = xmp("a <b> & c\u{0}\u{1b}\n", None, "en");
        assert!(packet.contains(">a &lt;b&gt; &amp; c <"));
    }
}

//! QR codes on the screen, as pictures that a page carries in itself.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules around the code, on each side, that scanners are promised.
const QUIET: usize = 4;

/// Draws `text` as SVG with this title; nothing when it is too long for a code.
pub fn svg(text: &str, title: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let (inner, colors) = (code.width(), code.to_colors());
    let width = inner + 2 * QUIET;
    let mut path = String::new();
    for (y, row) in colors.chunks(inner).enumerate() {
        let mut x = 0;
        while x < inner {
            let run = row[x..].iter().take_while(|color| **color == Color::Dark).count();
            if run > 0 {
                write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET).ok()?;
            }
            x += run.max(1);
        }
    }
    let title = title.replace('&', "&amp;").replace('<', "&lt;");
    Some(format!(
        "<svg class=\"qr\" role=\"img\" viewBox=\"0 0 {width} {width}\" shape-rendering=\"crispEdges\" \
         xmlns=\"http://www.w3.org/2000/svg\"><title>{title}</title><path fill=\"#fff\" d=\"M0 0h{width}v{width}H0z\"/>\
         <path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

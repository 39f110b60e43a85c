//! Every drawing is read back: by the desk's own reader, and by zbarimg where that is installed.

use super::*;
use std::process::Command;

const TICKET: &str = "https://desk.fair.example/t/q7Jm2vXk0aBcDeFgHiJkLm";

fn grey_png(picture: &GrayImage) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn read_back(png: &[u8]) -> Vec<String> {
    decode(png, &Limits::default()).unwrap()
}

/// Draws an SVG of ours: every run of its dark path, `scale` pixels a module.
fn rasterised(svg: &str, scale: u32) -> GrayImage {
    let after = |text: &str, mark: &str| text.split(mark).nth(1).map(str::to_owned).unwrap();
    let view = after(svg, "viewBox=\"0 0 ");
    let width: u32 = view.split(' ').next().unwrap().parse().unwrap();
    let path = after(svg, "<path fill=\"#000\" d=\"");
    let mut picture = GrayImage::from_pixel(width * scale, width * scale, Luma([255]));
    for run in path.split('"').next().unwrap().split_terminator('z') {
        let (from, shape) = run.strip_prefix('M').unwrap().split_once('h').unwrap();
        let (x, y) = from.split_once(' ').unwrap();
        let (length, back) = shape.split_once("v1h-").unwrap();
        assert_eq!(length, back, "the run is closed where it began");
        let [x, y, length] = [x, y, length].map(|number| number.parse::<u32>().unwrap());
        for (column, row) in
            (x * scale..(x + length) * scale).flat_map(|c| (y * scale..(y + 1) * scale).map(move |r| (c, r)))
        {
            picture.put_pixel(column, row, Luma([0]));
        }
    }
    picture
}

/// Draws what a terminal shows: letters of one colour, ground of the other, on a screen that is larger than the code.
fn screen(text: &str, ground: Ground) -> GrayImage {
    let (ink, paper) = match ground {
        Ground::Dark => (255, 0),
        Ground::Light => (0, 255),
    };
    let lines: Vec<Vec<char>> = text.lines().map(|line| line.chars().collect()).collect();
    let cell = 6;
    let columns = u32::try_from(lines[0].len()).unwrap();
    let rows = u32::try_from(lines.len() * 2).unwrap();
    GrayImage::from_fn((columns + 8) * cell, (rows + 8) * cell, |x, y| {
        let (Some(column), Some(row)) = ((x / cell).checked_sub(4), (y / cell).checked_sub(4)) else {
            return Luma([paper]);
        };
        let letter =
            lines.get(row as usize / 2).and_then(|line| line.get(column as usize)).copied().unwrap_or(' ');
        let inked = match letter {
            '█' => true,
            '▀' => row % 2 == 0,
            '▄' => row % 2 == 1,
            ' ' => false,
            other => panic!("{other:?} is no half block"),
        };
        Luma([if inked { ink } else { paper }])
    })
}

#[test]
fn png_is_read_back_and_has_its_size() {
    for size in [Size::Phone, Size::Print] {
        let png = png(TICKET, size).unwrap();
        assert_eq!(read_back(&png), [TICKET]);
        let edge = image::load_from_memory(&png).unwrap().width() as usize;
        assert!(edge >= size.least(), "{edge}");
        assert!(png.len() < 20_000, "{} bytes", png.len());
    }
}

#[test]
fn the_quiet_zone_is_four_modules_wide() {
    let modules = Modules::of(TICKET).unwrap();
    let module = Size::Phone.module(modules.width);
    let picture = image::load_from_memory(&png(TICKET, Size::Phone).unwrap()).unwrap().into_luma8();
    let first =
        picture.enumerate_pixels().filter(|(.., pixel)| pixel.0[0] == 0).map(|(x, ..)| x).min().unwrap();
    assert_eq!(first as usize, 4 * module);
}

#[test]
fn svg_is_read_back() {
    let svg = svg(TICKET, Size::Print, "Ticket A-001").unwrap();
    assert_eq!(read_back(&grey_png(&rasterised(&svg, 5))), [TICKET]);
    assert!(svg.contains("role=\"img\"") && svg.contains("shape-rendering=\"crispEdges\""));
    assert!(!svg.contains("style") && !svg.contains("id="), "fit for a strict content security policy");
}

#[test]
fn a_title_can_not_break_out() {
    let svg = svg(TICKET, Size::Phone, "\"><script>alert('x')</script>&\u{0}展位").unwrap();
    assert!(!svg.contains("<script"));
    assert!(
        svg.contains("<title>&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp; 展位</title>")
    );
}

#[test]
fn the_terminal_drawing_is_read_back_on_its_ground_and_on_the_other() {
    for drawn in [Ground::Dark, Ground::Light] {
        let text = terminal(TICKET, drawn).unwrap();
        assert!(text.lines().all(|line| line.chars().count() <= 80), "fits a terminal");
        assert!(text.lines().count() <= 24, "fits a terminal");
        for shown in [Ground::Dark, Ground::Light] {
            assert_eq!(read_back(&grey_png(&screen(&text, shown))), [TICKET], "{drawn:?} on {shown:?}");
        }
    }
}

#[test]
fn the_ground_is_told_by_the_environment() {
    assert_eq!(Ground::of(None), Ground::Dark);
    assert_eq!(Ground::of(Some("15;0")), Ground::Dark);
    assert_eq!(Ground::of(Some("0;15")), Ground::Light);
    assert_eq!(Ground::of(Some("0;default;7")), Ground::Light);
    assert_eq!(Ground::of(Some("nonsense")), Ground::Dark);
}

#[test]
fn too_long_a_text_is_said_to_be_too_long() {
    assert!(png(&"a".repeat(2331), Size::Phone).is_ok());
    let long = "a".repeat(2332);
    for error in [
        svg(&long, Size::Phone, "").unwrap_err(),
        png(&long, Size::Print).unwrap_err(),
        terminal(&long, Ground::Dark).unwrap_err(),
    ] {
        assert!(matches!(error, QrError::TooLong { bytes: 2332 }));
    }
}

#[test]
fn chinese_text_is_read_back() {
    let text = "展位 3.1 A-017 · 专利纠纷";
    assert_eq!(read_back(&png(text, Size::Phone).unwrap()), [text]);
}

#[test]
fn two_codes_in_one_photo_are_both_read() {
    let (left, right) = ("https://desk.example/t/left", "https://desk.example/t/right");
    let [left_code, right_code] =
        [left, right].map(|text| bitmap(&Modules::of(text).unwrap(), Size::Phone).unwrap());
    let mut photo = GrayImage::from_pixel(1400, 600, Luma([240]));
    image::imageops::replace(&mut photo, &left_code, 40, 50);
    image::imageops::replace(&mut photo, &right_code, 800, 60);
    let mut found = read_back(&grey_png(&photo));
    found.sort();
    assert_eq!(found, [left, right]);
}

/// A slip held at an angle in a phone's JPEG, dim and unevenly lit.
#[test]
fn a_code_in_a_dim_and_tilted_photo_is_read() {
    let code = bitmap(&Modules::of(TICKET).unwrap(), Size::Phone).unwrap();
    let (sin, cos) = 0.2_f64.sin_cos();
    let edge = 1600;
    let photo = image::RgbImage::from_fn(edge, edge, |x, y| {
        let (dx, dy) = (f64::from(x) - 800.0, f64::from(y) - 800.0);
        let (u, v) = ((dx * cos + dy * sin + 400.0) * 0.6, (dy * cos - dx * sin + 400.0) * 0.6);
        let inside = u >= 0.0 && v >= 0.0 && u < f64::from(code.width()) && v < f64::from(code.height());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be inside the code"
        )]
        let paper = if inside { code.get_pixel(u as u32, v as u32).0[0] } else { 200 };
        let light = 60 + x * 80 / edge;
        let value = u8::try_from(30 + u32::from(paper) * light / 255).unwrap();
        image::Rgb([value, value, value.saturating_sub(20)])
    });
    let mut jpeg = std::io::Cursor::new(Vec::new());
    photo.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    assert_eq!(read_back(&jpeg.into_inner()), [TICKET]);
}

#[test]
fn a_picture_without_a_code_says_so_and_a_text_file_too() {
    let empty = grey_png(&GrayImage::from_pixel(50, 50, Luma([128])));
    assert!(matches!(decode(&empty, &Limits::default()), Err(QrError::NoneFound)));
    let text = decode(b"no picture", &Limits::default()).unwrap_err();
    assert_eq!(text.code(), "photo-not-a-photo");
}

#[tokio::test]
async fn reading_goes_through_the_darkroom() {
    let room = Darkroom::new(Limits::default(), crate::evidence::darkroom::Pace::default());
    assert_eq!(read(&room, png(TICKET, Size::Phone).unwrap()).await.unwrap(), [TICKET]);
}

#[test]
fn zbarimg_reads_them_too() {
    if Command::new("zbarimg").arg("--version").output().is_err() {
        eprintln!("skipped: zbarimg is not installed, codes were checked with the desk's own reader only");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let drawings = [
        ("phone.png", png(TICKET, Size::Phone).unwrap()),
        ("print.png", png(TICKET, Size::Print).unwrap()),
        ("svg.png", grey_png(&rasterised(&svg(TICKET, Size::Phone, "t").unwrap(), 6))),
        ("dark.png", grey_png(&screen(&terminal(TICKET, Ground::Dark).unwrap(), Ground::Dark))),
        ("light.png", grey_png(&screen(&terminal(TICKET, Ground::Light).unwrap(), Ground::Light))),
    ];
    for (name, bytes) in drawings {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let output = Command::new("zbarimg")
            .args(["-q", "--raw", "-Sdisable", "-Sqrcode.enable"])
            .arg(&path)
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), TICKET, "{name}");
    }
}

//! A picture of dots, black or none, laid out as a printer takes them: eight a byte, the leftmost in the highest bit.

/// A picture that grows downwards as long as something is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dots {
    width: usize,
    stride: usize,
    bytes: Vec<u8>,
}

impl Dots {
    /// A picture of a width and no height.
    pub fn new(width: usize) -> Self {
        Self { width, stride: width.div_ceil(8), bytes: Vec::new() }
    }

    /// A picture from the bytes of whole rows; bytes of a row begun are left out.
    pub fn from_rows(width: usize, mut bytes: Vec<u8>) -> Self {
        let stride = width.div_ceil(8);
        bytes.truncate(bytes.len() - bytes.len() % stride.max(1));
        Self { width, stride, bytes }
    }

    /// Dots in a row.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Rows.
    pub fn height(&self) -> usize {
        self.bytes.len() / self.stride.max(1)
    }

    /// Bytes of a row.
    pub fn stride(&self) -> usize {
        self.stride
    }

    /// All rows, from the top.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Whether a dot is black; outside of the picture none is.
    pub fn is_black(&self, x: usize, y: usize) -> bool {
        x < self.width
            && self.bytes.get(y * self.stride + x / 8).is_some_and(|byte| byte & (0x80 >> (x % 8)) != 0)
    }

    /// Makes a dot black. What lies beyond an edge is dropped; below, the picture grows.
    pub(crate) fn ink(&mut self, x: usize, y: usize) {
        if x < self.width {
            self.reach(y + 1);
            self.bytes[y * self.stride + x / 8] |= 0x80 >> (x % 8);
        }
    }

    /// Makes the picture at least so high.
    pub(crate) fn reach(&mut self, height: usize) {
        let size = height * self.stride;
        if self.bytes.len() < size {
            self.bytes.resize(size, 0);
        }
    }

    /// A black rectangle.
    pub(crate) fn fill(&mut self, x: usize, y: usize, width: usize, height: usize) {
        for row in y..y + height {
            for column in x..x + width {
                self.ink(column, row);
            }
        }
    }

    /// Turns black to white and white to black in some rows, over the whole width.
    pub(crate) fn invert(&mut self, y: usize, height: usize) {
        self.reach(y + height);
        for byte in &mut self.bytes[y * self.stride..(y + height) * self.stride] {
            *byte = !*byte;
        }
    }

    /// Draws another picture on this one, with its upper left corner at a point that may lie outside.
    pub(crate) fn stamp(&mut self, other: &Self, x: isize, y: isize) {
        for row in 0..other.height() {
            let Some(down) = y.checked_add_unsigned(row).and_then(|down| usize::try_from(down).ok()) else {
                continue;
            };
            for column in (0..other.width).filter(|column| other.is_black(*column, row)) {
                let across = x.checked_add_unsigned(column).and_then(|across| usize::try_from(across).ok());
                if let Some(across) = across {
                    self.ink(across, down);
                }
            }
        }
    }
}

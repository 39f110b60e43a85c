//! Kiosks and tablets that joined the desk.

use crate::case::codes;

codes!(
    /// What a joined device is there for.
    DeviceRole {
        /// Stands in a hall for visitors, and prints.
        Kiosk = "kiosk",
        /// Shows the touch page in somebody's hand.
        Tablet = "tablet",
    }
);

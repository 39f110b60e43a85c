// The page after signing out: what was kept on this device of the forms at the counter is somebody's name, phone and words, and of no
// concern to whoever signs in next.

import { dropPhotos, forget } from "./keep.js";

// As `filing.rs` names the drafts of everybody who works here.
const OURS = "draft:counter-";

try {
  for (const key of Object.keys(localStorage)) if (key.startsWith(OURS)) forget(key);
} catch {
  // Nothing was kept there.
}
if (window.IDBKeyRange) dropPhotos(IDBKeyRange.bound(OURS, `${OURS}\uffff`));

// Keeps things on the device: words in localStorage, photos in IndexedDB, and both in memory where neither is allowed
// (private windows, full storage). Nothing here needs a secure context.

const memory = new Map();
const OLD = 7 * 24 * 3600 * 1000;

/** A kept draft, or null. Forgotten after a week. */
export function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null") ?? memory.get(key) ?? null;
    if (kept && Date.now() - kept.at > OLD) {
      forget(key);
      return null;
    }
    return kept;
  } catch {
    return memory.get(key) ?? null;
  }
}

/** Keeps a draft. */
export function write(key, draft) {
  const stamped = { ...draft, at: Date.now() };
  memory.set(key, stamped);
  try {
    localStorage.setItem(key, JSON.stringify(stamped));
  } catch {
    // Memory has it; better than nothing until the page goes.
  }
}

/** Forgets a draft. */
export function forget(key) {
  memory.delete(key);
  try {
    localStorage.removeItem(key);
  } catch {
    // Nothing was kept there.
  }
}

let opened;

function database() {
  opened ??= new Promise((resolve) => {
    try {
      const request = indexedDB.open("fairdesk", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("photos", { keyPath: "id", autoIncrement: true }).createIndex("draft", "draft");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
  return opened;
}

/** Runs one request on the photos; null where there is no database or it refuses. */
async function photos(mode, act) {
  const db = await database();
  if (!db) return null;
  return new Promise((resolve) => {
    try {
      const work = db.transaction("photos", mode);
      const request = act(work.objectStore("photos"));
      work.oncomplete = () => resolve(request?.result ?? true);
      work.onerror = work.onabort = () => resolve(null);
    } catch {
      resolve(null);
    }
  });
}

// Photos that no database would take live as long as the page.
const loose = [];

/** Keeps a photo; its id is set where the device has kept it. */
export async function keepPhoto(photo) {
  const id = await photos("readwrite", (store) => store.add(photo));
  if (id !== null) return { ...photo, id };
  loose.push(photo);
  return photo;
}

/** The photos of a draft, in the order they were picked. */
export async function keptPhotos(draft) {
  const all = await photos("readonly", (store) => store.index("draft").getAll(draft));
  return [...(Array.isArray(all) ? all : []), ...loose.filter((photo) => photo.draft === draft)];
}

/** Forgets one photo. */
export async function dropPhoto(photo) {
  if (loose.includes(photo)) loose.splice(loose.indexOf(photo), 1);
  else await photos("readwrite", (store) => store.delete(photo.id));
}

/** Forgets the photos of a draft. */
export async function dropPhotos(draft) {
  for (const photo of await keptPhotos(draft)) await dropPhoto(photo);
}

// Keeps the hashed files, which never change, and one page that says the server cannot be reached. Nothing else:
// answers, chats and the page itself always come from the server.
const shelf = "madoguchi-1";
const mostFiles = 120;
const offlinePage = "/offline.html";

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(shelf).then((cache) => cache.addAll([offlinePage, "/offline.css", "/theme.js"])),
  );
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("madoguchi-") && name !== shelf;
  event.waitUntil(
    caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/assets/")) event.respondWith(kept(request));
  else if (request.mode === "navigate")
    event.respondWith(fetch(request).catch(() => caches.match(offlinePage)));
  else if (["/offline.css", "/theme.js"].includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});

async function kept(request) {
  const cache = await caches.open(shelf);
  const found = await cache.match(request);
  if (found) return found;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    const files = (await cache.keys()).filter((one) => new URL(one.url).pathname.startsWith("/assets/"));
    if (files.length > mostFiles) await cache.delete(files[0]);
  }
  return answer;
}

// Asks what the first screen will ask, while the program is still on its way; api/rest.ts takes the answers.
(() => {
  if (!["/", "/chat"].includes(location.pathname)) return;
  var ask = (path) => fetch(path, { signal: AbortSignal.timeout(30_000) });
  var me = ask("/api/me");
  // The server has to know who is here before anything else is asked of it.
  var sessions = me.then(() => ask("/api/sessions?limit=200&q="));
  sessions.catch(() => undefined);
  window.asked = { "/api/me": me, "/api/sessions?limit=200&q=": sessions };
})();

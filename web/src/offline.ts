/** What is fetched for later stands back behind what is fetched for now. */
const afterStartMs = 2000;

/** Keeps the parts of the program that never change, and one page that says the server cannot be reached. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  // Without it everything works; only the page shown while offline is the browser's own.
  const keep = () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  window.addEventListener("load", () => setTimeout(keep, afterStartMs));
}

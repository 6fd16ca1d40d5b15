/** Keeps the parts of the program that never change, and one page that says the server cannot be reached. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  window.addEventListener("load", () => {
    // Without it everything works; only the page shown while offline is the browser's own.
    navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  });
}

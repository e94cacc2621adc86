// The window in which someone signed in again tells the pages that wait for it, and goes.
const pages = new BroadcastChannel("appkit-session");
pages.postMessage({ kind: "signed-in" });
pages.close();
window.close();

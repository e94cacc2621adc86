// Sets the theme before the first paint. A file of its own, since the page allows no inline scripts.
(() => {
  let choice = null;
  try {
    choice = localStorage.getItem("appkit-theme");
  } catch {
    // No storage in this browser: follow the system.
  }
  const dark = choice === "dark" || (choice !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.classList.add(dark ? "dark" : "light");
})();

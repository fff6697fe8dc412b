// Light or dark as Airflow's pages around this one have it, and as its reader changes it; else as the system says.
const root = document.documentElement;

function airflowTheme() {
  try {
    const around = window.parent === window ? null : window.parent.document.documentElement;
    if (around) return around.classList.contains("dark") ? "dark" : "light";
    const chosen = window.localStorage.getItem("theme");
    return chosen === "dark" || chosen === "light" ? chosen : null;
  } catch {
    return null;
  }
}

function follow() {
  const theme = airflowTheme();
  if (theme) root.dataset.theme = theme;
  root.dispatchEvent(new Event("payroll-theme"));
}

follow();
window.addEventListener("storage", follow);
try {
  if (window.parent !== window) {
    new MutationObserver(follow).observe(window.parent.document.documentElement, { attributeFilter: ["class"] });
  }
} catch {
  // A page of another site is around this one: then it has no say.
}

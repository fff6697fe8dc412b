// What scripts add to pages that work without them: pictures, the key for the search field, links to Airflow's pages.
import { drawCharts } from "./charts.js";

// In a frame a link may not replace Airflow's page around it, but that page may follow a link of its own.
function openAround(event) {
  if (window.parent === window) return;
  try {
    const link = window.parent.document.createElement("a");
    link.href = event.currentTarget.getAttribute("href");
    event.preventDefault();
    link.click();
  } catch {
    // A page of another site is around this one: the link opens in the frame.
  }
}

function isTyping(element) {
  return element instanceof HTMLInputElement || element instanceof HTMLSelectElement || element instanceof HTMLTextAreaElement;
}

document.addEventListener("keydown", (event) => {
  const search = document.querySelector("[data-search]");
  if (event.key === "/" && search && !isTyping(document.activeElement) && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    search.focus();
    search.select();
  }
});
for (const link of document.querySelectorAll("[data-airflow]")) link.addEventListener("click", openAround);
drawCharts();

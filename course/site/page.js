// What a page does: formulas without a network, a search without a server, and keys for what scrolls.
"use strict";
{
const here = document.currentScript.src;

window.MathJax = {
  loader: {load: ["a11y/assistive-mml"], paths: {mathjax: new URL(".", here).href.replace(/\/$/, "")}},
  tex: {inlineMath: [["$", "$"]], packages: {"[-]": ["autoload", "require"]}},
  options: {enableMenu: false, ignoreHtmlClass: "page", processHtmlClass: "formula"},
  startup: {pageReady: () => MathJax.startup.defaultPageReady().then(reach)},
};

// A formula as long as its line scrolls, as long code and wide tables do; what scrolls can be reached by keys.
const reach = () => {
  for (const each of document.querySelectorAll(".formula:not(.display)")) {
    each.classList.remove("long");
    const room = each.closest("p, li, td, th, summary, h1, h2, h3, h4, figcaption, div").clientWidth;
    const whole = each.closest(".glued") ?? each;
    each.classList.toggle("long", whole.getBoundingClientRect().width > room);
  }
  for (const each of document.querySelectorAll(".display, .long, .wide, .broad, pre")) {
    if (each.scrollWidth > each.clientWidth) each.tabIndex = 0;
    else each.removeAttribute("tabindex");
  }
};
addEventListener("resize", reach);
document.addEventListener("DOMContentLoaded", reach);
document.addEventListener("toggle", reach, true);

const PAGES = 8, PLACES = 3;
const top = new URL("../", here);
let loading;

const load = async () => {
  const found = await import(new URL("search/pagefind.js", top));
  await found.options({baseUrl: top.pathname});
  return found;
};

const entry = (place, page) => {
  const item = document.createElement("li"), link = document.createElement("a"), words = document.createElement("p");
  link.href = place.url;
  link.textContent = place.title === page.meta.title ? place.title : `${page.meta.title}: ${place.title}`;
  words.innerHTML = place.excerpt;  // Pagefind escapes all of it but its <mark>
  item.append(link, words);
  return item;
};

const search = async (words, list, told) => {
  loading ??= load();
  const found = await (await loading).debouncedSearch(words);
  if (found === null) return;  // more was typed meanwhile
  const pages = await Promise.all(found.results.slice(0, PAGES).map((result) => result.data()));
  list.replaceChildren(...pages.flatMap((page) => page.sub_results.slice(0, PLACES).map((each) => entry(each, page))));
  const count = found.results.length;
  told.textContent = !words.trim() ? "" : count ? `${count} page${count > 1 ? "s" : ""}` : "nothing found";
};

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[role=search]");
  const [field, list, told] = ["input", "ol", "[role=status]"].map((each) => form.querySelector(each));
  form.hidden = location.protocol === "file:";  // where scripts may not read files
  form.addEventListener("submit", (event) => event.preventDefault());
  field.addEventListener("input", () => search(field.value, list, told));
});
}

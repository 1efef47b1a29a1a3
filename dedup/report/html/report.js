// Adds to the page what a style cannot do: finding, sorting, keys, and opening the entry that a link leads to.
"use strict";
const page = document.body;
const entries = [...document.querySelectorAll(".entry")];
const find = document.getElementById("find");
const sort = document.getElementById("sort");
const count = document.getElementById("count");

const isShown = (entry) => entry.checkVisibility();

function showCount(shown = entries.filter(isShown).length) {
  if (count) count.textContent = `${shown.toLocaleString("en")} of ${entries.length.toLocaleString("en")} shown`;
}

// The text of each entry, read once it is needed: of thousands, that takes a while.
let texts;
function textOf(entry) {
  texts ??= new Map(entries.map((one) => [one, `${one.closest(".group")?.querySelector("h3")?.textContent ?? ""} ${one.textContent}`.toLowerCase()]));
  return texts.get(entry);
}

find?.addEventListener("input", () => {
  const wanted = find.value.toLowerCase();
  for (const entry of entries) entry.classList.toggle("unmatched", wanted !== "" && !textOf(entry).includes(wanted));
  for (const group of document.querySelectorAll(".group")) group.classList.toggle("unmatched", !group.querySelector(".entry:not(.unmatched)"));
  showCount();
});

const orders = {
  place: (a, b) => a.id.slice(1) - b.id.slice(1),
  like: (a, b) => a.dataset.like - b.dataset.like,
  size: (a, b) => b.dataset.size - a.dataset.size,
};
sort?.addEventListener("change", () => {
  for (const list of document.querySelectorAll(".group ol")) list.append(...[...list.children].sort(orders[sort.value]));
});

document.querySelector(".filters")?.addEventListener("change", () => showCount());

// j and k go to the next and the previous entry that is shown; / goes to the search.
document.addEventListener("keydown", (event) => {
  if (event.target.matches("input[type=search], select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/" && find) {
    find.focus();
    event.preventDefault();
  }
  if (event.key !== "j" && event.key !== "k") return;
  const shown = [...document.querySelectorAll(".entry")].filter(isShown);
  const now = shown.findIndex((entry) => entry.contains(document.activeElement));
  const next = shown[Math.max(0, Math.min(shown.length - 1, now + (event.key === "j" ? 1 : -1)))];
  next?.querySelector("summary").focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
});

function openTarget() {
  const details = location.hash && document.getElementById(location.hash.slice(1))?.querySelector("details");
  if (details) details.open = true;
}
addEventListener("hashchange", openTarget);

page.classList.add("scripted");
openTarget();
showCount(entries.length);

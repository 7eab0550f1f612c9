// Files are dropped or chosen, and sent one by one, two at a time; the list below tells what becomes of them.
import { filesOf } from "./dropped.js";
import { Sender } from "./sending.js";

const zone = document.querySelector(".drop-zone");
const list = document.getElementById("list");
const missing = document.getElementById("missing");
const refresh = () => htmx.trigger(list, "refresh");
const sender = new Sender(zone, document.getElementById("sending"), document.getElementById("sent"), refresh);

zone.classList.add("by-itself");
for (const input of zone.querySelectorAll("input[type=file]")) {
  input.closest("label").hidden = false;
  input.addEventListener("change", () => {
    sender.add([...input.files]);
    input.value = "";
  });
}
zone.addEventListener("submit", (event) => event.preventDefault());

// The whole page takes what is dropped: a file beside the zone must not open in the browser.
let inside = 0;
document.addEventListener("dragenter", () => zone.classList.toggle("over", ++inside > 0));
document.addEventListener("dragleave", () => zone.classList.toggle("over", --inside > 0));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", async (event) => {
  event.preventDefault();
  inside = 0;
  zone.classList.remove("over");
  sender.add(await filesOf(event.dataTransfer));
});

window.addEventListener("beforeunload", (event) => {
  if (sender.busy) event.preventDefault();
});

// What has to be typed is fetched when it has changed, but never from under somebody who is typing.
const wanted = () => list.querySelector("input[name=v]").dataset.missing;
let shown = wanted();
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target === missing) missing.querySelector("[data-first]")?.focus();
  if (event.detail.target !== list || wanted() === shown) return;
  const typing = missing.contains(document.activeElement) && document.activeElement.value;
  if (typing) return;
  shown = wanted();
  htmx.ajax("GET", missing.dataset.url, missing);
});

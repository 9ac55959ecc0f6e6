// Keeps a page up to date. Without this script the pages work as well: they are then as old as they were when they were loaded.
"use strict";
(() => {
  const live = document.getElementById("live");
  document.documentElement.classList.add("script");
  const light = document.getElementById("live-light");
  if (!live || !window.EventSource || !window.fetch) return;

  const isBusy = () =>
    document.hidden || document.querySelector("#live :is(input, textarea, select):focus, #live details[open], #live input:checked") !== null || String(getSelection()).length > 0;

  let loading = false;
  const refresh = async () => {
    if (loading || isBusy()) return;
    loading = true;
    try {
      const answer = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "error" });
      if (!answer.ok) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
      if (fresh && !isBusy() && fresh.innerHTML !== live.innerHTML) live.replaceChildren(...fresh.childNodes);
    } catch {
      show(false);
    } finally {
      loading = false;
    }
  };

  const show = (on) => {
    if (!light) return;
    light.dataset.on = on;
    light.textContent = on ? "Live" : "Not live";
    light.title = on ? "This page keeps itself up to date." : "The node does not answer; the page is as it was.";
  };

  const events = new EventSource(live.dataset.source);
  events.addEventListener("open", () => show(true));
  events.addEventListener("error", () => show(false));
  events.addEventListener("changed", refresh);
  addEventListener("pagehide", () => events.close());

  document.addEventListener("click", async (event) => {
    const copy = event.target.closest("button[data-copy]");
    if (!copy) return;
    await navigator.clipboard.writeText(copy.dataset.copy);
    copy.dataset.done = "true";
    setTimeout(() => delete copy.dataset.done, 1500);
  });

  document.addEventListener("change", (event) => {
    const all = event.target.closest("input[data-all]");
    if (!all) return;
    for (const box of document.querySelectorAll(`input[name="${all.dataset.all}"]`)) box.checked = all.checked;
  });
})();

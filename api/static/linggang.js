// Everything works without this; with it some things work at once.
"use strict";
const each = (what, act, root = document) => root.querySelectorAll(what).forEach(act);
const later = (act, ms) => { let timer; return () => { clearTimeout(timer); timer = setTimeout(act, ms); }; };

// [data-part=NAME] of a page that the server made takes the place of the one that is shown.
async function swap(answer) {
  const made = new DOMParser().parseFromString(await answer.text(), "text/html");
  each("[data-part]", (old) => {
    const fresh = made.querySelector(`[data-part="${old.dataset.part}"]`);
    if (fresh) old.replaceWith(fresh);
  });
}

// form[data-live]: a change of it is asked for at once (weights, filters).
each("form[data-live]", (form) => {
  const ask = later(async () => {
    const address = `${form.action.split("?")[0]}?${new URLSearchParams(new FormData(form))}`;
    await swap(await fetch(address));
    history.replaceState(null, "", address);
  }, 150);
  form.addEventListener("input", (event) => {
    each("output", (shown) => { if (shown.htmlFor.contains(event.target.id)) shown.value = event.target.value; }, form);
    ask();
  });
});

// form[data-check=ADDRESS]: what would be held back is told while it is typed.
each("form[data-check]", (form) => {
  const ask = later(async () => {
    const body = new URLSearchParams(new FormData(form));
    await swap(await fetch(form.dataset.check, { method: "POST", body }));
  }, 600);
  form.addEventListener("input", ask);
});

// A second tap on what was just sent does nothing.
each("form[method=post]", (form) => form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "1";
  setTimeout(() => delete form.dataset.sent, 3000);
}));

// textarea[data-copy]: one tap. [data-print-now]: printed as soon as it is there.
each("textarea[data-copy]", (text) => {
  const button = document.createElement("button");
  button.textContent = "复制";
  button.onclick = async () => { await navigator.clipboard.writeText(text.value); button.textContent = "已复制"; };
  text.after(button);
});
each("[data-print-now]", () => print());

// [data-key=K]: a letter, where nothing is being typed, taps it or goes to it.
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input, textarea, select")) return;
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.matches("input, select, textarea") ? wanted.focus() : wanted.click();
});

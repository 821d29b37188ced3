// Comfort on top of pages that work without it.
(() => {
  "use strict";

  // "/" goes to the search box, unless one is writing.
  const search = document.querySelector('[data-shortcut="/"]');
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !search) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    search.focus();
    search.select();
  });

  // Buttons that only a script can serve.
  const work = {
    "open-all": (button) => {
      const isOpen = button.getAttribute("aria-pressed") === "true";
      for (const folded of document.querySelectorAll("main details")) folded.open = !isOpen;
      button.setAttribute("aria-pressed", String(!isOpen));
      button.textContent = isOpen ? "Mở hết các mục" : "Gập các mục";
    },
    print: () => window.print(),
    "copy-link": async (button) => {
      await navigator.clipboard.writeText(location.href);
      const title = button.textContent;
      button.textContent = "Đã chép";
      setTimeout(() => { button.textContent = title; }, 1500);
    },
  };
  for (const button of document.querySelectorAll("[data-do]")) {
    if (button.dataset.do === "copy-link" && !navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", () => work[button.dataset.do]?.(button));
  }

  // What an address leads to is shown, also where it is folded; what is to be read on paper is open there.
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
    if (target) target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  if (location.hash) reveal();
  const opened = [];
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll('details[data-print="open"]:not([open])')) {
      folded.open = true;
      opened.push(folded);
    }
  });
  addEventListener("afterprint", () => { for (const folded of opened.splice(0)) folded.open = false; });

  // A question before what cannot be taken back.
  for (const button of document.querySelectorAll("[data-confirm]")) {
    button.addEventListener("click", (event) => {
      if (!window.HTMLDialogElement || !button.form) return;
      event.preventDefault();
      const dialog = document.createElement("dialog");
      const question = document.createElement("p");
      question.textContent = button.dataset.confirm;
      const actions = document.createElement("div");
      actions.className = "actions";
      const yes = dialogButton(button.textContent, "button button-primary");
      const no = dialogButton("Thôi", "button");
      actions.append(yes, no);
      dialog.append(question, actions);
      document.body.append(dialog);
      yes.addEventListener("click", () => { dialog.close(); button.form.requestSubmit(button); });
      no.addEventListener("click", () => dialog.close());
      dialog.addEventListener("close", () => dialog.remove());
      dialog.showModal();
      no.focus();
    });
  }

  function dialogButton(title, css) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = css;
    button.textContent = title;
    return button;
  }

  // What was typed survives a closed window, only where the form says that it holds nothing personal.
  for (const form of document.querySelectorAll("form[data-draft]")) {
    const key = `chibo.draft.${form.dataset.draft}`;
    const fields = [...form.elements].filter((field) =>
      field.name && !field.name.startsWith("_") && field.matches("input[type=text], textarea, select"));
    const kept = read(key);
    if (kept) {
      let changed = false;
      for (const field of fields) {
        if (field.value === "" && kept[field.name]) { field.value = kept[field.name]; changed = true; }
      }
      if (changed) tell(form, key);
    }
    form.addEventListener("input", () =>
      localStorage.setItem(key, JSON.stringify(Object.fromEntries(fields.map((field) => [field.name, field.value])))));
    form.addEventListener("submit", () => localStorage.removeItem(key));
  }

  function read(key) {
    try { return JSON.parse(localStorage.getItem(key)); } catch { return null; }
  }

  function tell(form, key) {
    const note = document.createElement("p");
    note.className = "draft-note";
    note.setAttribute("role", "status");
    const drop = dialogButton("Bỏ bản nháp", "button button-quiet");
    drop.addEventListener("click", () => { localStorage.removeItem(key); form.reset(); note.remove(); });
    note.append("Đã lấy lại phần viết dở trên máy này. ", drop);
    form.prepend(note);
  }
})();

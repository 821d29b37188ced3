// A provision of a draft saves itself while one writes; what cannot be sent stays on this machine until it can. Without this
// file the page's own button saves.
(() => {
  "use strict";
  const area = document.querySelector("[data-autosave]");
  const form = area?.closest("form");
  const status = document.querySelector("[data-draft-status]");
  if (!form || !status) return;

  const key = `chibo.du-thao.${area.dataset.place}`;
  const version = form.elements.ban;
  let timer = 0;
  let isSending = false;
  let isStopped = false;

  // Only places that stand there already: a new row is added by the button, once. An emptied row is taken out by it too.
  const fields = [...area.querySelectorAll("input, select, textarea")].filter((field) => /^[olb]:/.test(field.name));
  const isRow = (field) => /\/\d+(\/if)?(:\w+)?$/.test(field.name);
  const now = () => Object.fromEntries(fields.filter((field) => !(field.value === "" && isRow(field)))
    .map((field) => [field.name, field.value]));
  const first = JSON.stringify(now());

  // The effect beside the form: the same figures as on its own page, fetched anew for what was saved.
  const effect = document.querySelector("[data-effect]");
  const result = effect?.querySelector("[data-effect-result]");
  let asked = 0;
  const show = async () => {
    if (!effect || !result) return;
    const mine = ++asked;
    result.setAttribute("aria-busy", "true");
    if (!result.hasChildNodes()) result.textContent = "Đang tính…";
    try {
      const query = new URLSearchParams(new FormData(effect.querySelector("form")));
      const answer = await fetch(`${effect.dataset.effect}?${query}`, { headers: { Accept: "text/html" } });
      const text = await answer.text();
      if (mine !== asked) return;
      if (answer.ok) result.innerHTML = text;
      else if (answer.status === 503 || answer.status === 429) {
        result.textContent = "Đang tính những việc khác; sẽ thử lại sau ít giây…";
        setTimeout(() => { if (mine === asked) show(); }, 5000);
      } else result.textContent = "Chưa chạy thử được với năm, đơn vị này, hoặc dự thảo còn lỗi.";
    } catch {
      if (mine === asked) result.textContent = "Mất kết nối; bấm Xem tác động để thử lại.";
    } finally {
      if (mine === asked) result.removeAttribute("aria-busy");
    }
  };
  for (const field of effect?.querySelectorAll("select") ?? []) field.addEventListener("change", show);
  show();

  const say = (text, isBad) => {
    status.textContent = text;
    status.dataset.state = isBad ? "bad" : "";
  };

  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ version: version.value, fields: now() })); } catch { /* full, or forbidden */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };

  const send = async () => {
    if (isSending || isStopped) return;
    isSending = true;
    const sent = JSON.stringify(now());
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, cho: form.elements.cho.value,
      ban: version.value, "tu-ghi": "1", ...now() });
    try {
      const answer = await fetch(area.dataset.autosave, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("no answer of ours");
      const told = await answer.json();
      if (answer.ok) {
        for (const field of document.querySelectorAll('input[name="ban"]')) field.value = told.version;
        for (const shown of document.querySelectorAll("[data-draft-version]")) shown.textContent = told.version;
        if (told.errors === 0) show();
        const errors = told.findings.filter((one) => one.severity === "error");
        say(`Đã tự ghi thành bản ${told.version}, ${told.saved}.` +
          (errors.length ? ` ${errors[0].message} ${errors[0].remedy}` : ""), errors.length > 0);
        if (JSON.stringify(now()) === sent) forget(); else plan();
      } else {
        isStopped = Boolean(told.outdated);
        say(`${(Array.isArray(told.error) ? told.error.join(" ") : told.error?.reason) ?? "Chưa ghi được."}`, true);
      }
    } catch {
      say("Chưa ghi được: mất kết nối. Chữ đã gõ còn trên máy này và sẽ được ghi khi có mạng lại.", true);
      setTimeout(send, 5000);
    } finally {
      isSending = false;
    }
  };

  const plan = () => {
    clearTimeout(timer);
    timer = setTimeout(send, 700);
  };

  area.addEventListener("input", (event) => {
    if (!/^[olb]:/.test(event.target.name)) return;
    keep();
    if (isStopped) return;
    say("Đang sửa…");
    plan();
  });
  window.addEventListener("online", send);
  form.addEventListener("submit", () => { clearTimeout(timer); isStopped = true; });

  // What was typed and never arrived, the last time the page stood here.
  let kept = null;
  if (new URLSearchParams(location.search).has("xong")) forget();
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* forbidden, or broken */ }
  if (kept?.fields && JSON.stringify(kept.fields) !== first && kept.version === version.value) {
    for (const field of fields) if (field.name in kept.fields) field.value = kept.fields[field.name];
    say("Đã lấy lại phần gõ dở trên máy này.");
    plan();
  } else if (kept?.fields && JSON.stringify(kept.fields) !== first) {
    say("Trên máy này còn phần gõ dở từ một bản cũ hơn. ");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = "Lấy lại vào các ô";
    button.addEventListener("click", () => {
      for (const field of fields) if (field.name in kept.fields) field.value = kept.fields[field.name];
      say("Xem lại rồi bấm Ghi.");
    });
    status.append(button);
  } else if (kept) {
    forget();
  }
})();

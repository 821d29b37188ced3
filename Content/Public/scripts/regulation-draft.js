// An article of a draft saves itself while one writes, and what is told beside it is told anew; what cannot be sent stays on
// this machine until it can. Without this file the page's own button saves.
(() => {
  "use strict";
  const area = document.querySelector("[data-draft-piece]");
  const form = area?.closest("form");
  const status = form?.querySelector("[data-draft-status]");
  const beside = document.querySelector("[data-draft-beside]");
  if (!form || !status) return;

  const key = `chibo.quy-che.${area.dataset.draftPiece}`;
  const fields = [...area.querySelectorAll("input, textarea")];
  const now = () => Object.fromEntries(fields.map((field) => [field.name, field.value]));
  const put = (values) => { for (const field of fields) if (field.name in values) field.value = values[field.name]; };
  const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
  const say = (text, isBad) => { status.textContent = text; status.dataset.state = isBad ? "bad" : ""; };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ row: form.elements.dong.value, values: now() })); } catch { /* full, or forbidden */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };

  let timer = 0;
  let isSending = false;
  let isStopped = false;
  let isAwaited = false;

  const send = async () => {
    if (isSending || isStopped) return;
    isSending = true;
    const sent = now();
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, dong: form.elements.dong.value,
      so: form.elements.so.value, "tu-ghi": "1", ...sent });
    try {
      const answer = await fetch(area.dataset.draftPiece, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("no answer of ours");
      const told = await answer.json();
      if (answer.ok) {
        form.elements.dong.value = told.row;
        if (beside) beside.innerHTML = told.beside;
        say(`Đã tự ghi, ${told.saved}.`);
        if (same(now(), sent)) forget(); else plan();
      } else {
        isStopped = Boolean(told.outdated);
        say(`${typeof told.error === "string" ? told.error : told.error?.reason ?? "Chưa ghi được."}` +
          (told.outdated ? " Bấm Ghi để xem hai bản cạnh nhau." : ""), true);
      }
    } catch {
      say("Chưa ghi được: mất kết nối. Chữ đã gõ còn trên máy này và sẽ được ghi khi có mạng lại.", true);
      setTimeout(send, 5000);
    } finally {
      isSending = false;
      if (isAwaited) form.requestSubmit();
    }
  };
  const plan = () => { clearTimeout(timer); timer = setTimeout(send, 1200); };

  area.addEventListener("input", () => {
    keep();
    if (isStopped) return;
    say("Đang viết…");
    plan();
  });
  window.addEventListener("online", send);
  // What is on its way arrives first: else the button would seem to write over somebody.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (isSending) { isAwaited = true; event.preventDefault(); return; }
    isStopped = true;
    keep();
  });

  // What was typed and never arrived, the last time the page stood here.
  if (new URLSearchParams(location.search).has("xong")) forget();
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* forbidden, or broken */ }
  if (!kept?.values || same(kept.values, now())) { if (kept) forget(); return; }
  if (document.getElementById("hai-ban")) return;
  if (kept.row === form.elements.dong.value) {
    put(kept.values);
    say("Đã lấy lại phần gõ dở trên máy này.");
    plan();
    return;
  }
  say("Trên máy này còn phần gõ dở từ một bản cũ hơn. ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = "Lấy lại vào các ô";
  button.addEventListener("click", () => { put(kept.values); say("Xem lại rồi bấm Ghi."); });
  status.append(button);
})();

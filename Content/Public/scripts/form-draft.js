// A form keeps itself as a draft while one writes; what cannot be sent stays on this machine until it can. Without this
// file the button "Lưu nháp" does the same.
(() => {
  "use strict";
  const area = document.querySelector("[data-form-draft]");
  const form = area?.closest("form");
  const status = form?.querySelector("[data-draft-status]");
  if (!form || !status) return;

  const key = `chibo.kiem-diem.${area.dataset.place}`;
  const revision = form.elements.ban;
  const fields = [...area.querySelectorAll("input, textarea")].filter((field) => /^[mb]-/.test(field.name));
  const now = () => Object.fromEntries(fields
    .filter((field) => field.type !== "radio" || field.checked).map((field) => [field.name, field.value]));
  const put = (values) => {
    for (const field of fields) {
      if (field.type === "radio") field.checked = values[field.name] === field.value;
      else field.value = values[field.name] ?? "";
    }
  };
  const say = (text, isBad) => { status.textContent = text; status.dataset.state = isBad ? "bad" : ""; };
  const keep = () => {
    try { localStorage.setItem(key, JSON.stringify({ revision: revision.value, values: now() })); } catch { /* full, or forbidden */ }
  };
  const forget = () => { try { localStorage.removeItem(key); } catch { /* forbidden */ } };

  let timer = 0;
  let isSending = false;
  let isStopped = false;

  const send = async () => {
    if (isSending || isStopped) return;
    isSending = true;
    const sent = JSON.stringify(now());
    const body = new URLSearchParams({ _csrf: form.elements._csrf.value, nam: form.elements.nam.value,
      mau: form.elements.mau.value, ban: revision.value, "tu-ghi": "1", viec: "luu", ...now() });
    try {
      const answer = await fetch(area.dataset.formDraft, { method: "POST", body, headers: { Accept: "application/json" } });
      if (!(answer.headers.get("Content-Type") ?? "").startsWith("application/json")) throw new Error("no answer of ours");
      const told = await answer.json();
      if (answer.ok) {
        revision.value = told.revision;
        document.querySelectorAll("[data-sum]").forEach((place, n) => { place.textContent = told.sums[n] ?? "—"; });
        say("Đã tự lưu nháp; chỉ bạn thấy.");
        if (JSON.stringify(now()) === sent) forget(); else plan();
      } else {
        isStopped = answer.status === 409;
        say(typeof told.error === "string" ? told.error : "Chưa lưu được.", true);
      }
    } catch {
      say("Chưa lưu được: mất kết nối. Chữ đã gõ còn trên máy này và sẽ được lưu khi có mạng lại.", true);
      setTimeout(send, 5000);
    } finally {
      isSending = false;
    }
  };
  const plan = () => { clearTimeout(timer); timer = setTimeout(send, 1500); };

  area.addEventListener("input", () => { keep(); say("Đang viết…"); plan(); });
  window.addEventListener("online", send);
  form.addEventListener("submit", () => { clearTimeout(timer); isStopped = true; keep(); });

  // What was typed and never arrived, the last time the page stood here.
  if (new URLSearchParams(location.search).has("xong")) forget();
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(key)); } catch { /* forbidden, or broken */ }
  if (!kept?.values || JSON.stringify(kept.values) === JSON.stringify(now())) { if (kept) forget(); return; }
  if (kept.revision === revision.value) {
    put(kept.values);
    say("Đã lấy lại phần viết dở trên máy này.");
    plan();
    return;
  }
  say("Trên máy này còn phần viết dở từ một bản cũ hơn. ");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = "Lấy lại vào các ô";
  button.addEventListener("click", () => { put(kept.values); say("Xem lại rồi lưu hoặc gửi."); });
  status.append(button);
})();

// What makes the pages handier and what none of them needs: a choice is shown at once, links
// are copied, and an open page says when a new release has been published.
"use strict";
const SECONDS_BETWEEN_LOOKS = 30;

for (const form of document.querySelectorAll("form.choices")) {
  for (const field of form.querySelectorAll("select")) {
    field.addEventListener("change", () => form.requestSubmit());
  }
}

for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(location.href);
    button.textContent = button.dataset.said;
  });
}

for (const button of document.querySelectorAll("button.print")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

async function look() {
  try {
    const answer = await fetch("/utgava");
    const { release } = await answer.json();
    const shown = document.body.dataset.release;
    document.getElementById("new-release").hidden = !release || !shown || release === shown;
  } catch {
    // The server has ended: the page stays as it is.
  }
}
setInterval(look, SECONDS_BETWEEN_LOOKS * 1000);
document.addEventListener("visibilitychange", () => document.hidden || look());

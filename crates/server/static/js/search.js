// Search as you type: fetches the same page with the new question and takes its results over.

for (const form of document.querySelectorAll("form[data-live]")) {
  const results = document.getElementById(form.dataset.live);
  let timer;
  let last;

  const search = async () => {
    last?.abort();
    last = new AbortController();
    const address = `${form.action}?${new URLSearchParams(new FormData(form))}`;
    try {
      const answer = await fetch(address, { signal: last.signal, redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById(form.dataset.live);
      if (!fresh) return;
      const ticked = new Map([...results.querySelectorAll("input:checked:not(:disabled)")].map((box) => [box.value, box.closest("label")]));
      results.replaceChildren(...fresh.childNodes);
      keep(ticked);
      history.replaceState(null, "", address);
    } catch (problem) {
      if (problem.name !== "AbortError") form.requestSubmit();
    }
  };

  /** What was ticked stays ticked, and stays on the page when it is no longer found. */
  const keep = (ticked) => {
    for (const box of results.querySelectorAll("input[type=checkbox]")) {
      if (ticked.delete(box.value)) box.checked = true;
    }
    for (const label of ticked.values()) results.append(label);
  };

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, 180);
  });
}

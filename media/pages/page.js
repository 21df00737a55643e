// The one script of all pages: tells what is clicked and ticked, and shows what it is told to. Knows nothing of what a page is about.
(() => {
  const vscode = acquireVsCodeApi();
  const page = document.getElementById("page");
  const stored = vscode.getState() ?? {};
  const live = document.getElementById("live");
  /** The focus was on a button that made way for more. */
  let resumes = false;
  const send = (message) => vscode.postMessage(message);
  const act = (button) => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (button.dataset.once) {
      resumes = document.activeElement === button;
      button.parentElement.remove();
    }
    send({ kind: "do", action: button.dataset.do, at: button.dataset.at ?? "" });
  };
  const watcher = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      watcher.unobserve(target);
      act(target);
    }
  });
  /** What no attribute can say. */
  const settle = (root) => {
    for (const box of root.querySelectorAll('[data-some="true"]')) box.indeterminate = true;
    for (const button of root.querySelectorAll("[data-auto]")) watcher.observe(button);
  };
  /** Keeps the focus where what it was on is drawn anew. */
  const draw = (element, change) => {
    const { id } = document.activeElement ?? {};
    change();
    settle(element);
    if (id && document.activeElement?.id !== id) document.getElementById(id)?.focus();
  };
  const tick = (box, on, some) => {
    box.checked = on;
    box.indeterminate = some;
  };
  const changes = {
    body: ({ html, focus, top }) => {
      draw(page, () => (page.innerHTML = html));
      live.textContent = document.getElementById("message")?.textContent ?? "";
      if (top) stored.top = 0;
      if (stored.top !== undefined) document.scrollingElement.scrollTop = stored.top;
      if (document.activeElement === document.body) document.getElementById(focus)?.focus({ preventScroll: true });
    },
    fill: ({ id, html }) => {
      const element = document.getElementById(id);
      if (element) draw(element, () => (element.innerHTML = html));
      live.textContent = element?.querySelector(".primary")?.textContent ?? live.textContent;
    },
    append: ({ id, html }) => {
      const element = document.getElementById(id);
      if (!element) return;
      const last = element.lastElementChild;
      draw(element, () => element.insertAdjacentHTML("beforeend", html));
      const first = last ? last.nextElementSibling : element.firstElementChild;
      if (resumes) first?.querySelector("input, button")?.focus();
      resumes = false;
    },
    tick: ({ at, on, some }) => {
      for (const box of document.querySelectorAll(`[data-tick="${at}"]`)) tick(box, on, some);
    },
    tickWithin: ({ at, on }) => {
      const within = at === "" ? "[data-tick]" : `[data-tick^="${at}."]`;
      for (const box of document.querySelectorAll(within)) tick(box, on, false);
    },
  };

  addEventListener("message", ({ data }) => {
    for (const change of data) changes[change.kind](change);
  });
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button[data-do]") : null;
    if (button) act(button);
  });
  document.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.dataset.tick !== undefined)
      send({ kind: "tick", at: target.dataset.tick, on: target.checked });
  });
  document.addEventListener(
    "toggle",
    ({ target }) => {
      if (!(target instanceof HTMLDetailsElement) || !target.open || target.dataset.fill === undefined) return;
      send({ kind: "do", action: "openRows", at: target.dataset.fill });
      delete target.dataset.fill;
    },
    true,
  );
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    // A key still held down from what has opened the page decides nothing.
    if (event.repeat) event.preventDefault();
    else if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const primary = document.querySelector("button.primary");
      if (primary) act(primary);
    }
  });
  addEventListener("scroll", () => {
    stored.top = document.scrollingElement.scrollTop;
    vscode.setState(stored);
  });
  send({ kind: "ready" });
})();

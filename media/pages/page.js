// The one script of all pages: tells what is clicked and ticked, and shows what it is told to. Knows nothing of what a page is about.
(() => {
  const vscode = acquireVsCodeApi();
  const page = document.getElementById("page");
  const stored = vscode.getState() ?? {};
  const live = document.getElementById("live");
  /** The focus was on a button that made way for more. */
  let resumes = false;
  const send = (message) => vscode.postMessage(message);
  /** So many places are remembered, and so long is something before the eyes until it was seen. */
  const PLACES = 100;
  const SEEN_MS = 700;
  let looking;
  /** Where the reader left what has this key. */
  const placeOf = (key) => stored.places?.find(([one]) => one === key)?.[1];
  const remember = (key, top) => {
    stored.key = key;
    stored.places = [[key, top], ...(stored.places ?? []).filter(([one]) => one !== key)].slice(0, PLACES);
    vscode.setState(stored);
  };
  /** Where the reader left what was just drawn: VS Code goes to the top of a page that it has loaded, and a frame has no size at first. */
  const SETTLED_MS = 1000;
  let wanted;
  let settling;
  const stay = () => {
    if (wanted !== undefined) document.scrollingElement.scrollTop = wanted;
  };
  const leave = () => (wanted = undefined);
  const goBackTo = (top) => {
    clearTimeout(settling);
    settling = setTimeout(() => {
      stay();
      leave();
    }, SETTLED_MS);
    wanted = top;
    stay();
  };
  const look = (key) => {
    clearTimeout(looking);
    if (key && document.visibilityState === "visible") looking = setTimeout(() => send({ kind: "seen", key }), SEEN_MS);
  };
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
    body: ({ html, focus, top, key }) => {
      const isOther = key !== stored.key;
      draw(page, () => (page.innerHTML = html));
      const said = document.getElementById("message")?.textContent ?? "";
      live.textContent = said || (isOther ? (document.getElementById("headline")?.textContent ?? "") : "");
      remember(key, top ? 0 : (placeOf(key) ?? 0));
      goBackTo(placeOf(key));
      look(key);
      if (document.activeElement === document.body) document.getElementById(focus)?.focus({ preventScroll: true });
    },
    fill: ({ id, html }) => {
      const element = document.getElementById(id);
      if (element) draw(element, () => (element.innerHTML = html));
      const said = id === "message" ? element : element?.querySelector(".primary");
      live.textContent = said?.textContent ?? live.textContent;
    },
    go: ({ id }) => {
      const element = document.getElementById(id);
      leave();
      element?.scrollIntoView();
      element?.focus({ preventScroll: true });
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
  const byKey = (key) => document.querySelector(`[aria-keyshortcuts="${key}"]`);
  /** Letters do what has them as its key while nobody types. */
  const letter = ({ key, code, target, ctrlKey, metaKey, altKey, shiftKey, repeat, isComposing }) => {
    const isTyped =
      target instanceof Element && target.closest("input:not([type=checkbox]), textarea, select") !== null;
    if (isTyped || ctrlKey || metaKey || altKey || shiftKey || repeat || isComposing) return null;
    if (/^[a-z]$/i.test(key)) return byKey(key.toUpperCase());
    if (key === "Delete") return byKey(key);
    // Where the keyboard writes other letters, the place of the key counts.
    return /^\p{L}$/u.test(key) && /^Key[A-Z]$/.test(code) ? byKey(code.slice(3)) : null;
  };
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") {
      const meant = letter(event);
      if (!meant) return;
      event.preventDefault();
      act(meant);
      return;
    }
    // A key still held down from what has opened the page decides nothing.
    if (event.repeat) event.preventDefault();
    else if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      const meant = byKey("Control+Enter") ?? document.querySelector("button.primary");
      if (meant) act(meant);
    }
  });
  document.addEventListener("visibilitychange", () => look(stored.key));
  for (const kind of ["wheel", "pointerdown", "keydown"])
    addEventListener(kind, leave, { capture: true, passive: true });
  addEventListener("resize", stay);
  addEventListener("scroll", () => {
    if (wanted === undefined) remember(stored.key ?? "", document.scrollingElement.scrollTop);
    else stay();
  });
  send({ kind: "ready" });
})();

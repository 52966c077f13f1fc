// Light or dark: the system's wish at first, the reader's choice from then on, and before the first paint.
// Stored below the archive's own path, so that another archive on the same host keeps its own.

(function () {
  "use strict"

  const root = document.documentElement
  const key = new URL(document.currentScript.dataset.scope, location).pathname + ".scheme"
  root.classList.replace("no-js", "js")

  function stored() {
    try {
      return localStorage.getItem(key)
    } catch (error) {
      return null // a browser that forbids storage
    }
  }

  function store(scheme) {
    try {
      localStorage.setItem(key, scheme)
    } catch (error) {
      // a browser that forbids storage forgets the choice
    }
  }

  function scheme() {
    return stored() || (matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default")
  }

  function show(chosen) {
    document.body.setAttribute("data-md-color-scheme", chosen)
    const button = document.querySelector(".arc-palette")
    if (button) button.setAttribute("aria-pressed", String(chosen === "slate"))
  }

  // The body does not exist yet; as soon as it does, and before anything is painted, it gets its colours.
  new MutationObserver(function (_, watcher) {
    if (!document.body) return
    show(scheme())
    watcher.disconnect()
  }).observe(root, { childList: true })

  document.addEventListener("DOMContentLoaded", function () {
    show(scheme())
    const button = document.querySelector(".arc-palette")
    if (!button) return
    button.addEventListener("click", function () {
      const chosen = document.body.getAttribute("data-md-color-scheme") === "slate" ? "default" : "slate"
      store(chosen)
      show(chosen)
    })
  })
})()

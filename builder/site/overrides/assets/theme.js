// Light or dark: the system's wish at first, the reader's choice from then on, and before the first paint.
// Stored below the archive's own path, so that another archive on the same host keeps its own.

(function () {
  "use strict"

  const key = new URL("../", document.currentScript.src).pathname + ".scheme"
  const sheet = document.getElementById("dark")
  const system = matchMedia("(prefers-color-scheme: dark)")
  document.documentElement.classList.replace("no-js", "js")

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
    return stored() || (system.matches ? "dark" : "light")
  }

  // Paper is always light: the dark sheet is for screens.
  function show(chosen) {
    sheet.media = chosen === "dark" ? "screen" : "not all"
    const button = document.querySelector(".arc-palette")
    if (button) button.setAttribute("aria-pressed", String(chosen === "dark"))
  }

  if (stored()) show(scheme())

  document.addEventListener("DOMContentLoaded", function () {
    show(scheme())
    system.addEventListener("change", function () { show(scheme()) })
    const button = document.querySelector(".arc-palette")
    if (!button) return
    button.addEventListener("click", function () {
      const chosen = scheme() === "dark" ? "light" : "dark"
      store(chosen)
      show(chosen)
    })
  })
})()

// A notice in its states: clean or marked on this page, raw on its own. The state stands in the address (?view=marked), the place
// is kept when it changes. A click on a clause's link copies its address. Without this file buttons and links still work.

(function () {
  "use strict"

  const root = document.documentElement
  const MARKED = "marked"
  const CLAUSES = ".arc-notice > :is(p, h3, h4, h5)[id]"

  function inAddress() {
    return new URLSearchParams(location.search).get("view") === MARKED
  }

  // in the head, before the first paint: nothing moves later
  if (inAddress()) root.dataset.view = MARKED

  // The clause at the upper rim of the window, below the buttons that stick there.
  function place() {
    const rim = 90
    const clauses = Array.from(document.querySelectorAll(CLAUSES))
    return clauses.find(function (clause) { return clause.getBoundingClientRect().bottom > rim })
  }

  function show(view) {
    const clause = place()
    const before = clause ? clause.getBoundingClientRect().top : 0
    root.dataset.view = view
    for (const name of ["clean", MARKED]) {
      const button = document.getElementById("v-" + name)
      if (button) button.checked = name === view
    }
    if (clause) window.scrollBy({ top: clause.getBoundingClientRect().top - before, behavior: "instant" })
  }

  function remember(view) {
    const address = new URL(location.href)
    if (view === MARKED) address.searchParams.set("view", view)
    else address.searchParams.delete("view")
    history.replaceState(history.state, "", address)
  }

  function canonical() {
    const link = document.querySelector("link[rel=canonical]")
    const here = location.href.split(/[?#]/)[0]
    return link && location.protocol === "file:" ? link.href : here
  }

  function say(words) {
    const toast = document.querySelector(".arc-toast")
    toast.textContent = words
    clearTimeout(say.timer)
    say.timer = setTimeout(function () { toast.textContent = "" }, 3000)
  }

  function copy(text) {
    if (!navigator.clipboard) return
    navigator.clipboard.writeText(text).then(
      function () { say("已复制地址 Address copied") },
      function () { say("浏览器不许复制 The browser forbids copying") }
    )
  }

  function cite() {
    const clause = document.getElementById("cite-clause")
    const address = document.getElementById("cite-address")
    if (address) {
      address.textContent = canonical()
      const words = address.previousSibling
      words.textContent = words.textContent.replace("[引用日期]", "[" + new Date().toISOString().slice(0, 10) + "]")
    }
    if (clause && /^#c\d+$/.test(location.hash)) clause.textContent = location.hash
  }

  // Each clause gets a link to itself. Its words are its title, so that they are not copied with the text.
  function linkClauses() {
    document.querySelectorAll(CLAUSES).forEach(function (clause, number) {
      const link = document.createElement("a")
      link.href = "#" + clause.id
      link.title = "c" + String(number + 1).padStart(2, "0")
      link.setAttribute("aria-label", "条款 " + link.title + " 的地址 Address of this clause")
      clause.append(link)
    })
  }

  // Behind its words a measure has its number in the list; pointed at, it says its name.
  function nameMeasures() {
    for (const link of document.querySelectorAll(".arc-notice > [id] > a[href^='#m']")) {
      link.title = document.querySelector(link.hash).closest("details").querySelector("summary").textContent
    }
  }

  // What is jumped to is unfolded, also by browsers that do not do it themselves.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const fold = target && target.closest("details")
    if (fold) fold.open = true
  }

  document.addEventListener("DOMContentLoaded", function () {
    nameMeasures()
    linkClauses()
    const raw = document.getElementById("v-raw")
    if (!raw) return
    const toast = document.createElement("p")
    toast.className = "arc-toast"
    toast.setAttribute("role", "status")
    raw.closest("article").append(toast)

    show(inAddress() ? MARKED : "clean")
    for (const name of ["clean", MARKED]) {
      document.getElementById("v-" + name).addEventListener("change", function () {
        show(name)
        remember(name)
      })
    }

    // The raw view opens where the reader is; when the reader is above the text, at its top.
    raw.addEventListener("click", function () {
      const clause = place()
      const started = clause && (clause.previousElementSibling || clause).getBoundingClientRect().top < 90
      raw.href = "raw/" + (clause && started ? "#" + clause.id : "")
    })

    document.addEventListener("click", function (event) {
      const link = event.target instanceof Element && event.target.closest(".arc-notice > [id] > a[href^='#c']")
      if (link) copy(canonical() + link.getAttribute("href"))
    })

    window.addEventListener("popstate", function () { show(inAddress() ? MARKED : "clean") })
    window.addEventListener("hashchange", function () {
      unfold()
      cite()
    })
    unfold()
    cite()
  })
})()

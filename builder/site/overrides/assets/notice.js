// A notice as it is read: its other states are pages beside it, and a link to one leads to the clause where the reader is. A click
// on a clause's link copies its address. Without this file links and folds still work.

(function () {
  "use strict"

  const CLAUSES = ".arc-notice > :is(p, h3, h4, h5)[id]"

  // The marked state stood on this page before: its address was ?view=marked, and statements and measures had theirs here. In the
  // head, before the first paint.
  if (new URLSearchParams(location.search).get("view") === "marked" || /^#[ms]\d+$/.test(location.hash)) {
    location.replace("marked/" + (location.protocol === "file:" ? "index.html" : "") + location.hash)
  }

  // The clause at the upper rim of the window, below the links that stick there; none while the reader is above the text.
  function place() {
    const rim = 90
    const clause = Array.from(document.querySelectorAll(CLAUSES)).find(function (clause) {
      return clause.getBoundingClientRect().bottom > rim
    })
    const started = clause && (clause.previousElementSibling || clause).getBoundingClientRect().top < rim
    return started ? "#" + clause.id : ""
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

  // What is jumped to is unfolded, also by browsers that do not do it themselves.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const fold = target && target.closest("details")
    if (fold) fold.open = true
  }

  document.addEventListener("DOMContentLoaded", function () {
    linkClauses()
    const states = document.querySelector(".arc-states")
    if (!states) return
    const toast = document.createElement("p")
    toast.className = "arc-toast"
    toast.setAttribute("role", "status")
    states.closest("article").append(toast)

    states.addEventListener("click", function (event) {
      const link = event.target instanceof Element && event.target.closest("a")
      if (link) link.href = link.getAttribute("href").split("#")[0] + place()
    })

    document.addEventListener("click", function (event) {
      const link = event.target instanceof Element && event.target.closest(".arc-notice > [id] > a[href^='#c']")
      if (link) copy(canonical() + link.getAttribute("href"))
    })

    window.addEventListener("hashchange", function () {
      unfold()
      cite()
    })
    unfold()
    cite()
  })
})()

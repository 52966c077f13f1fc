// The marked and the raw state: a link to another state leads to the clause where the reader is. Without this file it leads to the
// state's beginning, and in the raw one the ¶ of each clause leads to it.

(function () {
  "use strict"

  // The clause at the upper rim of the window, below the links that stick there; none while the reader is above the text.
  function place() {
    const rim = document.querySelector("header nav").getBoundingClientRect().bottom
    const passed = Array.from(document.querySelectorAll("pre a[href][id], article > :is(p, h3, h4, h5)[id]")).filter(
      function (clause) { return clause.getBoundingClientRect().top < rim + 60 }
    )
    return passed.length ? "#" + passed.pop().id : ""
  }

  document.addEventListener("click", function (event) {
    const link = event.target instanceof Element && event.target.closest("header nav a:not([href^='#'])")
    if (link) link.href = link.getAttribute("href").split("#")[0] + place()
  })

  // Behind its words a measure has its number in the list; pointed at, it says its name.
  for (const link of document.querySelectorAll("article a[href^='#m']")) {
    link.title = document.querySelector(link.hash).closest("details").querySelector("summary").textContent
  }

  // What is jumped to is unfolded, also by browsers that do not do it themselves.
  function unfold() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    const fold = target && target.closest("details")
    if (!fold || fold.open) return
    fold.open = true
    target.scrollIntoView()
  }

  window.addEventListener("hashchange", unfold)
  unfold()
})()

// The search box in the header of every page: a plain GET form, with two manners added.
// `/` puts the cursor into it; while characters are still being composed, Enter chooses among them and does not search.

(function () {
  "use strict"

  const TYPING = "input, textarea, select, [contenteditable]"
  const box = document.getElementById("arc-search-q")

  function isTyping(element) {
    return element instanceof Element && element.closest(TYPING) !== null
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (!box || isTyping(event.target)) return
    event.preventDefault()
    box.focus()
    box.select()
  })

  for (const form of document.querySelectorAll("form[role=search]")) {
    const input = form.querySelector("input[type=search]")
    let composing = false
    input.addEventListener("compositionstart", function () { composing = true })
    input.addEventListener("compositionend", function () { composing = false })
    // 229: Safari ends the composition before it tells of the Enter that ended it
    input.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && (event.isComposing || event.keyCode === 229)) event.preventDefault()
    })
    form.addEventListener("submit", function (event) {
      if (!composing) return
      event.preventDefault()
      event.stopImmediatePropagation()
    })
  }
})()

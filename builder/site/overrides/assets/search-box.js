// The search boxes of every page: plain GET forms, with three manners added. `/` puts the cursor into the header's box. While characters
// are still being composed, Enter chooses among them and does not search. And while a query is typed, pages of that name and the first
// hits are offered below it: a combobox, for arrow keys, Enter and Escape. What it needs is loaded when a box is first entered.

(function () {
  "use strict"

  const TYPING = "input, textarea, select, [contenteditable]"
  const PAUSE = 40 // milliseconds without a key before anything is looked up
  const PAGES = 4 // places, measures and issuing bodies offered at most
  const HITS = 4 // notices offered at most
  const NAMES = { cities: ["城市", "City"], provinces: ["省份", "Province"], measures: ["措施", "Measure"], issuers: ["机关", "Issuer"] }

  const own = document.currentScript.src
  const header = document.getElementById("arc-search-q")

  function isTyping(element) {
    return element instanceof Element && element.closest(TYPING) !== null
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
    if (!header || isTyping(event.target)) return
    event.preventDefault()
    header.focus()
    header.select()
  })

  let loading = null

  // The reader of the index, fetched once.
  function reader() {
    if (window.archiveSearch) return Promise.resolve(window.archiveSearch)
    loading = loading || new Promise((resolve, reject) => {
      const script = document.createElement("script")
      script.src = new URL("search-index.js", own)
      script.onload = () => resolve(window.archiveSearch)
      script.onerror = () => {
        loading = null
        reject(new Error("search-index.js"))
      }
      document.head.append(script)
    })
    return loading
  }

  // What is offered for a query: [address, kind, kind in English, words, words in English, note].
  async function offers(query, action) {
    const index = await reader()
    const long = (await index.parse(query)).filter((term) => term.run.length > 1)
    const [pages, found] = await Promise.all([
      index.direct(query, PAGES),
      long.some((term) => !term.excluded) ? index.find(long) : { hits: [] },
    ])
    const made = pages.map(({ path, zh, en, kind, notices }) => (
      [new URL(path, index.site), ...NAMES[kind], zh, en, notices + " 篇"]
    ))
    const rows = await Promise.all(found.hits.slice(0, HITS).map(({ number }) => index.row(number)))
    for (const { id, title, place, date } of rows) {
      made.push([new URL("notices/" + id + "/", index.site), "公文", "Notice", title || "〔无题〕", "", place + (date ? " " + date : "")])
    }
    if (found.hits.length) {
      const all = new URL("?" + new URLSearchParams({ q: query }), action)
      made.push([all, "全部", "All", found.hits.length + " 篇", found.hits.length === 1 ? "notice" : "notices", ""])
    }
    return made
  }

  function element(name, className, words, lang) {
    const made = document.createElement(name)
    if (className) made.className = className
    if (words) made.textContent = words
    if (lang) made.lang = lang
    return made
  }

  // What turns the direction of writing is not shown.
  const plain = (words) => words.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "")

  function suggest(form, input) {
    const box = element("ul", "search-offers")
    const said = element("p", "search-said")
    box.id = input.id + "-offers"
    box.hidden = true
    box.setAttribute("role", "listbox")
    box.setAttribute("aria-label", "建议 Suggestions")
    said.setAttribute("role", "status")
    form.append(box, said)
    for (const [name, value] of [["role", "combobox"], ["autocomplete", "off"], ["aria-keyshortcuts", "/"], ["aria-autocomplete", "list"], ["aria-controls", box.id], ["aria-expanded", "false"]]) {
      input.setAttribute(name, value)
    }
    let asked = 0
    let timer = 0
    let active = -1

    function choose(place) {
      const options = box.children
      if (options[active]) options[active].setAttribute("aria-selected", "false")
      active = place
      if (!options[active]) return input.removeAttribute("aria-activedescendant")
      options[active].setAttribute("aria-selected", "true")
      options[active].scrollIntoView({ block: "nearest" })
      input.setAttribute("aria-activedescendant", options[active].id)
    }

    function close() {
      clearTimeout(timer)
      asked++
      choose(-1)
      box.hidden = true
      said.textContent = ""
      input.setAttribute("aria-expanded", "false")
    }

    function open(found) {
      choose(-1)
      box.replaceChildren(...found.map(([address, zh, en, words, english, note], place) => {
        const option = element("li", "search-offer")
        option.id = box.id + "-" + place
        option.setAttribute("role", "option")
        option.setAttribute("aria-selected", "false")
        const kind = element("span", "search-kind", zh)
        kind.append(" ", element("span", "", en, "en"))
        option.append(kind, " ", element("span", "", plain(words)), " ", element("span", "", english, "en"), " ", element("span", "search-count", note))
        option.dataset.address = address
        return option
      }))
      box.hidden = !found.length
      input.setAttribute("aria-expanded", String(found.length > 0))
      said.textContent = found.length ? found.length + " 条建议 suggestions" : ""
    }

    async function look() {
      const mine = ++asked
      const query = input.value
      if (!query.trim()) return close()
      try {
        const found = await offers(query, form.action)
        if (mine === asked && document.activeElement === input) open(found)
      } catch (error) {
        console.error(error) // nothing can be offered; Enter leads to the search page, which says why
        if (mine === asked) close()
      }
    }

    input.addEventListener("focus", () => reader().catch(console.error), { once: true })
    input.addEventListener("input", (event) => {
      if (event.isComposing) return
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    })
    input.addEventListener("compositionend", () => {
      clearTimeout(timer)
      timer = setTimeout(look, PAUSE)
    })
    input.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229 || box.hidden) return
      const last = box.children.length - 1
      if (event.key === "ArrowDown") choose(active < last ? active + 1 : -1)
      else if (event.key === "ArrowUp") choose(active < 0 ? last : active - 1)
      else if (event.key === "Escape") close()
      else if (event.key === "Enter" && active >= 0) location.assign(box.children[active].dataset.address)
      else return
      event.preventDefault()
    })
    input.addEventListener("blur", close)
    form.addEventListener("submit", close)
    // before the box loses the cursor, and with it its offers
    box.addEventListener("pointerdown", (event) => event.preventDefault())
    box.addEventListener("click", (event) => {
      const option = event.target.closest("[data-address]")
      if (option) location.assign(option.dataset.address)
    })
  }

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
    suggest(form, input)
  }
})()

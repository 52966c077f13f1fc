// The search page: what its address asks for is found by search-index.js and shown here. Words of notices and of the query reach the
// page as text only. For tests and programs: every hit is an element with data-notice; #search-status carries data-ready="true" when
// the search is done, and data-total, or data-error when the index could not be read.

(function () {
  "use strict"

  const PAGE = 20 // hits shown at first, and by each press of the button
  const FIRST = 3 // of them are shown with their words at once, the others when they come into sight
  const CLAUSES = 3 // clauses shown of a hit
  const WIDTH = 120 // characters shown of a clause
  const LEAD = 30 // of them before the first mark, when a clause is cut
  const VALUES = 200 // values shown of a facet
  const FACETS = [
    ["province", "省份", "Province"],
    ["city", "城市", "City"],
    ["measure", "措施", "Measure"],
    ["month", "时间", "Date"],
    ["kind", "文种", "Kind"],
    ["issuer", "机关", "Issuer"],
    ["text", "文本性质", "Text"],
  ]
  const PAGES = { cities: ["城市", "City"], provinces: ["省份", "Province"], measures: ["措施", "Measure"], issuers: ["机关", "Issuer"] }

  const index = window.archiveSearch
  const part = (id) => document.getElementById(id)
  const status = part("search-status")
  const list = part("search-hits")
  const more = part("search-more")
  const boxes = [part("search-q"), part("arc-search-q")].filter(Boolean)

  // --- the address ---------------------------------------------------------------------------------------------------

  function state() {
    const address = new URLSearchParams(location.search)
    const chosen = FACETS.map(([name]) => [name, address.getAll(name)]).filter(([, keys]) => keys.length)
    const shown = Math.max(PAGE, Number.parseInt(address.get("n"), 10) || 0)
    return {
      query: address.get("q") || "",
      chosen: new Map(chosen),
      sort: address.get("sort") === "date" ? "date" : "",
      shown: address.get("all") === "1" ? Infinity : shown,
    }
  }

  // The address of this search with one thing changed: `change` gets its parameters.
  function addressWith(change) {
    const address = new URLSearchParams(location.search)
    address.delete("n")
    change(address)
    return "?" + address
  }

  function toggled(name, key) {
    return addressWith((address) => {
      const keys = address.getAll(name)
      address.delete(name)
      for (const one of keys.includes(key) ? keys.filter((other) => other !== key) : [...keys, key]) address.append(name, one)
    })
  }

  function go(address) {
    history.pushState(null, "", address)
    run()
  }

  // --- making elements -----------------------------------------------------------------------------------------------

  function element(name, className, ...children) {
    const made = document.createElement(name)
    if (className) made.className = className
    made.append(...children)
    return made
  }

  function english(words) {
    const made = element("span", "", " " + words)
    made.lang = "en"
    return made
  }

  const inBoth = (name, className, zh, en) => element(name, className, zh, ...(en ? [english(en)] : []))

  // A link to another search; it is followed without loading the page anew.
  function link(address, ...children) {
    const made = element("a", "", ...children)
    made.href = address
    made.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      event.preventDefault()
      go(address)
    })
    return made
  }

  // Characters that are not seen but change what is seen stand as [U+202E].
  function visible(characters) {
    return Array.from(characters, (character) => (
      /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(character) && !/[\t\n]/.test(character)
        ? "[U+" + character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0") + "]"
        : character
    )).join("")
  }

  // The characters from `from` to `to`, those under a mark in <mark>.
  function marked(characters, marks, from, to) {
    const made = document.createDocumentFragment()
    const sorted = marks.slice().sort((one, other) => one[0] - other[0] || other[1] - one[1])
    let at = from
    for (let [start, end] of sorted) {
      start = Math.max(start, at)
      end = Math.min(end, to)
      if (start >= end) continue
      made.append(visible(characters.slice(at, start)), element("mark", "", visible(characters.slice(start, end))))
      at = end
    }
    made.append(visible(characters.slice(at, to)))
    return made
  }

  function dateWords(date) {
    if (!date) return ["日期不详", "date unknown"]
    const [year, month, day] = date.startsWith("--") ? ["", ...date.slice(2).split("-")] : date.split("-")
    const zh = (year && year + "年") + (month ? Number(month) + "月" : "") + (day ? Number(day) + "日" : "")
    return year ? [zh, ""] : [zh + "（年份不详）", "year unknown"]
  }

  // --- hits ----------------------------------------------------------------------------------------------------------

  // The clauses with most terms, then most marks, then first, but those before the others that show a term not yet shown;
  // in the order of the text.
  function clausesOf(marks, length, starts) {
    const blocks = new Map()
    for (const mark of marks) {
      let at = 0
      for (let high = starts.length; at < high;) {
        const middle = (at + high) >> 1
        if (starts[middle] <= mark[0]) at = middle + 1
        else high = middle
      }
      const block = Math.max(0, at - 1)
      if (!blocks.has(block)) blocks.set(block, [])
      blocks.get(block).push(mark)
    }
    const terms = (found) => new Set(found.map((mark) => mark[2]))
    const ranked = Array.from(blocks)
      .sort(([one, a], [other, b]) => terms(b).size - terms(a).size || b.length - a.length || one - other)
    const shown = new Set()
    const showing = ranked.filter(([, found]) => {
      const before = shown.size
      terms(found).forEach((term) => shown.add(term))
      return shown.size > before
    })
    return [...new Set([...showing, ...ranked])]
      .slice(0, CLAUSES)
      .sort(([one], [other]) => one - other)
      .map(([block, found]) => ({ block, marks: found, from: starts[block] || 0, to: starts[block + 1] || length }))
  }

  // The clauses of a hit, each linked to its anchor: the words around the marks, or the marked words alone while the text is not there.
  function clauseList(row, clauses, characters, wanted) {
    const made = element("ul", "search-clauses")
    for (const { block, marks, from, to } of clauses) {
      const words = characters ? excerpt(characters, marks, from, to) : ["…", element("mark", "", wanted[marks[0][2]].run.join("")), "…"]
      const spot = element("a", "", ...words)
      spot.href = new URL("notices/" + row.id + "/" + (block in row.anchors ? "#" + row.anchors[block] : ""), index.site)
      made.append(element("li", "", spot))
    }
    return made
  }

  function excerpt(characters, marks, from, to) {
    while (to > from && characters[to - 1] === "\n") to--
    const [first, end] = marks.reduce((one, other) => (other[0] < one[0] ? other : one))
    const cutFrom = to - from > WIDTH ? Math.max(from, first - LEAD) : from
    const cutTo = Math.min(to, Math.max(cutFrom + WIDTH, end))
    return [cutFrom > from ? "…" : "", marked(characters, marks, cutFrom, cutTo), cutTo < to ? "…" : ""]
  }

  // What is known of a hit without its text: title, place, date, kind, the anchors of its clauses.
  async function fill(item, hit, wanted) {
    const [row, marks, { kinds }] = await Promise.all([index.row(hit.number), index.marksOf(hit.number, wanted), index.head()])
    const title = Array.from(row.title || "〔无题〕")
    const heading = element("a", "", marked(title, marks.title, 0, title.length))
    heading.href = new URL("notices/" + row.id + "/", index.site)
    const [day, dayEnglish] = dateWords(row.date)
    const words = [[row.place], [day, dayEnglish], kinds[row.kind] || [row.kind]]
    if (hit.count) words.push([hit.count + " 处", hit.count === 1 ? "match" : "matches"])
    const facts = element("p", "search-facts", ...words.map(([zh, en]) => inBoth("span", "search-fact", zh, en)))
    item.replaceChildren(element("h2", "search-title", heading), facts)
    if (marks.text.length) item.append(clauseList(row, clausesOf(marks.text, Infinity, row.starts), null, wanted))
    return async () => {
      if (!marks.text.length) return
      const characters = await index.text(row.id)
      const clauses = clausesOf(marks.text, characters.length, row.starts)
      item.querySelector(".search-clauses").replaceWith(clauseList(row, clauses, characters, wanted))
    }
  }

  const waiting = new WeakMap()
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue
      watcher.unobserve(target)
      waiting.get(target)().catch(console.error)
    }
  }, { rootMargin: "100px" })

  function whenSeen(item, arrive) {
    waiting.set(item, arrive)
    watcher.observe(item)
  }

  // Adds these hits to the list: the first of them with their words, a page of them with their facts, the others as they come into
  // sight. False when another search has begun meanwhile.
  async function show(hits, { wanted }, mine) {
    const ids = hits.length > PAGE ? await index.ids() : []
    const items = hits.map(({ number }) => {
      const item = element("li", "search-hit")
      item.dataset.notice = ids[number] || ""
      return item
    })
    await Promise.all(items.slice(0, PAGE).map(async (item, rank) => {
      const addWords = await fill(item, hits[rank], wanted)
      item.dataset.notice = (await index.row(hits[rank].number)).id
      if (rank < FIRST) await addWords().catch(console.error)
      else waiting.set(item, addWords)
    }))
    if (mine !== current) return false
    list.append(...items)
    items.slice(FIRST, PAGE).forEach((item) => watcher.observe(item))
    items.slice(PAGE).forEach((item, rank) => whenSeen(item, async () => (await fill(item, hits[PAGE + rank], wanted))()))
    return true
  }

  // --- facets --------------------------------------------------------------------------------------------------------

  // Of the hits, those that have a chosen value of every facet but `except`.
  async function narrowed(hits, chosen, except) {
    for (const [name, keys] of chosen) {
      if (name === except) continue
      const values = await index.facet(name)
      const allowed = new Set(values.filter(({ key }) => keys.includes(key)).flatMap(({ notices }) => notices))
      hits = hits.filter(({ number }) => allowed.has(number))
    }
    return hits
  }

  // The values of a facet with how many hits each would leave, the other choices kept.
  async function fillFacet(details, name) {
    const { result, chosen } = latest
    const values = await index.facet(name)
    const among = new Set((await narrowed(result.hits, chosen, name)).map(({ number }) => number))
    const keys = chosen.get(name) || []
    const counted = values
      .map((value) => ({ ...value, count: value.notices.filter((number) => among.has(number)).length }))
      .filter(({ key, count }) => count || keys.includes(key))
    if (name !== "month") counted.sort((one, other) => other.count - one.count)
    const items = counted.slice(0, VALUES).map(({ key, zh, en, count }) => {
      const made = link(toggled(name, key), inBoth("span", "", zh, en), element("span", "search-count", String(count)))
      if (keys.includes(key)) made.setAttribute("aria-current", "true")
      return element("li", "", made)
    })
    const rest = counted.length > VALUES ? [inBoth("li", "search-rest", "另有 " + (counted.length - VALUES) + " 项", "more")] : []
    details.querySelector("ul").replaceChildren(...items, ...rest)
  }

  function makeFacets() {
    for (const [name, zh, en] of FACETS) {
      const details = element("details", "search-facet", inBoth("summary", "", zh, en), element("ul", ""))
      details.dataset.facet = name
      details.addEventListener("toggle", () => {
        if (details.open && latest) fillFacet(details, name).catch(failed)
      })
      part("search-facets").append(details)
    }
    // one open at a time, closed by Escape
    part("search-facets").addEventListener("toggle", (event) => {
      if (event.target.open) for (const other of openFacets()) if (other !== event.target) other.open = false
    }, true)
    part("search-facets").addEventListener("keydown", (event) => {
      const open = event.target.closest("details[open]")
      if (event.key !== "Escape" || !open) return
      open.open = false
      open.querySelector("summary").focus()
    })
  }

  const openFacets = () => Array.from(part("search-facets").querySelectorAll("details[open]"))

  async function showNarrowing(chosen, sort) {
    const chips = []
    for (const [name, keys] of chosen) {
      const [, zh, en] = FACETS.find(([other]) => other === name)
      const values = await index.facet(name)
      for (const key of keys) {
        const value = values.find((one) => one.key === key) || { zh: key, en: "" }
        const chip = link(toggled(name, key), zh + "：" + value.zh + " ×")
        chip.setAttribute("aria-label", "去掉 Remove " + zh + " " + en + " " + value.zh + " " + value.en)
        chips.push(element("li", "", chip))
      }
    }
    part("search-chosen").replaceChildren(...chips)
    part("search-chosen").hidden = !chips.length
    const orders = [["", "按相关", "By relevance"], ["date", "按日期", "By date"]].map(([key, zh, en]) => {
      const made = link(addressWith((address) => (key ? address.set("sort", key) : address.delete("sort"))), zh, english(en))
      if (key === sort) made.setAttribute("aria-current", "true")
      return made
    })
    part("search-sort").replaceChildren(...orders)
    part("search-narrow").hidden = false
    for (const details of openFacets()) await fillFacet(details, details.dataset.facet)
  }

  // --- what is said ---------------------------------------------------------------------------------------------------

  function tell(zh, en, ...rest) {
    status.append(element("span", "search-line", zh, english(en), ...rest))
  }

  function begin(zh, en) {
    status.replaceChildren()
    status.dataset.ready = "false"
    delete status.dataset.total
    delete status.dataset.error
    list.replaceChildren()
    for (const id of ["search-direct", "search-near", "search-narrow"]) part(id).hidden = true
    more.hidden = true
    watcher.disconnect()
    latest = null
    if (zh) tell(zh, en)
  }

  function finish(total) {
    status.dataset.total = String(total)
    status.dataset.ready = "true"
  }

  // The search cannot be done: that is its end, and the reader is told where else to look.
  function failed(error) {
    console.error(error)
    begin("索引没有读到，检索不能进行。", "The index could not be read, so nothing can be searched.")
    const catalogue = element("a", "", "从目录查找", english("Start from the catalogue"))
    catalogue.href = "../notices/"
    status.append(catalogue)
    status.dataset.error = "index"
    status.dataset.ready = "true"
  }

  const named = (term) => "“" + visible(term.typed) + "”"

  function tellShort(terms, pages) {
    const single = terms.filter((term) => term.run.length < 2)
    if (!single.length) return
    const names = single.map(named).join("、")
    tell("单字" + names + "没有检索：请输入至少两个相连的字。" + (pages.length ? "它可以指上面的地方。" : ""),
      "Single characters were not searched for: type at least two in a row." + (pages.length ? " The places above go by it." : ""))
  }

  function tellAlso(wanted) {
    const forms = wanted.flatMap((term) => term.also).map((form) => "“" + visible(form) + "”")
    if (forms.length) tell("数字的另一种写法也算：" + forms.join("、") + "。", "The number was also found as " + forms.join(", ") + ".")
  }

  function tellResult(hits, { wanted, hits: all }) {
    const missing = wanted.filter((term) => !term.places.length)
    const places = hits.reduce((sum, hit) => sum + hit.count, 0)
    if (hits.length) {
      tell("找到 " + hits.length + " 篇" + (places ? "，共 " + places + " 处。" : "。"),
        hits.length + (hits.length === 1 ? " notice" : " notices")
        + (places ? ", " + places + (places === 1 ? " match." : " matches.") : "."))
      tellAlso(wanted)
    } else if (all.length) {
      tell("符合检索词的有 " + all.length + " 篇，没有一篇符合所选条件。", all.length + " notices fit the words, but none what was chosen.")
    } else if (missing.length) {
      const names = missing.map(named).join("、")
      tell("没有找到：档案中没有" + names + "。", "Nothing found: these words stand in no notice: " + names + ".")
    } else {
      tell("没有找到：各词都有，但没有一篇同时符合。", "Nothing found: each of the words occurs, but no notice fits them all.")
    }
  }

  // Of a search without hits: parts of the words that stand nowhere, or each word by itself.
  async function tellNear({ wanted }, mine) {
    const missing = wanted.filter((term) => !term.places.length)
    const near = missing.length
      ? (await Promise.all(missing.map((term) => index.nearby(term.run, 3)))).flat()
      : wanted.map((term) => ({ part: term.run.join(""), notices: term.notices.size }))
    if (mine !== current || !near.length) return
    part("search-near").replaceChildren(...near.map(({ part: words, notices }) => {
      const query = /\s/.test(words) ? '"' + words + '"' : words
      return element("li", "", link("?" + new URLSearchParams({ q: query }), words), " " + notices + " 篇")
    }))
    part("search-near").hidden = false
  }

  function showPages(pages) {
    part("search-direct").replaceChildren(...pages.map(({ path, zh, en, kind, notices }) => {
      const made = element("a", "", inBoth("span", "search-kind", ...PAGES[kind]), " ", inBoth("span", "", zh, en))
      made.href = new URL(path, index.site)
      return element("li", "", made, " " + notices + " 篇")
    }))
    part("search-direct").hidden = !pages.length
  }

  // --- the page ------------------------------------------------------------------------------------------------------

  let current = 0 // a slower, older search must not write over a newer one
  let latest = null // what is shown

  async function search() {
    const mine = ++current
    const { query, chosen, sort, shown } = state()
    for (const box of boxes) box.value = query
    if (!query.trim() && !chosen.size) {
      begin("请输入要找的词，至少两个字。", "Type the words to look for, at least two characters.")
      finish(0)
      index.head().catch(console.warn) // on its way while the reader types; a search says when it cannot be had
      return
    }
    begin("正在检索……", "Searching…")
    const pages = query.trim() ? index.direct(query, 5) : Promise.resolve([])
    const terms = await index.parse(query)
    const long = terms.filter((term) => term.run.length > 1)
    const result = await (terms.length ? index.find(long, sort) : index.everything())
    const hits = await narrowed(result.hits, chosen)
    const found = await pages
    if (mine !== current) return
    if (!(await show(hits.slice(0, shown), result, mine))) return
    status.replaceChildren()
    showPages(found)
    tellShort(terms, found)
    if (result.wanted.length || !terms.length) tellResult(hits, result)
    more.hidden = hits.length <= shown
    latest = { result, hits, chosen }
    if (result.hits.length) await showNarrowing(chosen, sort)
    if (!result.hits.length) await tellNear(result, mine)
    if (mine === current) finish(hits.length)
  }

  function run() {
    const mine = current + 1
    search().catch((error) => {
      if (mine === current) failed(error)
    })
  }

  for (const box of boxes) {
    box.form.addEventListener("submit", (event) => {
      event.preventDefault()
      go(addressWith((address) => {
        address.delete("all")
        address.set("q", box.value)
      }))
    })
  }

  // The next hits join the list; how many are shown stands in the address, for whoever comes back.
  more.addEventListener("click", async () => {
    const shown = list.children.length
    const { hits, result } = latest
    if (!(await show(hits.slice(shown, shown + PAGE), result, current))) return
    history.replaceState(null, "", addressWith((address) => address.set("n", String(shown + PAGE))))
    more.hidden = hits.length <= shown + PAGE
    list.children[shown].querySelector("a").focus()
  })

  window.addEventListener("popstate", run)
  part("search-page").hidden = false
  makeFacets()
  run()
})()

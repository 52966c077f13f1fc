// The search page: reads the index that builder/write/search.py writes (docs/method/search.md describes it), finds the notices
// in which the terms stand, and shows them. Places count code points, as in Python. Words of notices and of the query
// reach the page as text only.

(function () {
  "use strict"

  const PAGE = 20 // hits shown at first, and by each press of the button
  const CLAUSES = 3 // clauses shown of a hit
  const WIDTH = 120 // characters shown of a clause
  const LEAD = 30 // of them before the first mark, when a clause is cut

  const site = new URL("../", document.currentScript.src)
  const part = (id) => document.getElementById(id)
  const status = part("search-status")
  const list = part("search-hits")
  const more = part("search-more")
  const boxes = [part("search-q"), part("arc-search-q")].filter(Boolean)

  // --- files of the index --------------------------------------------------------------------------------------------

  const kept = new Map()

  // Each file is read once; one that could not be read is asked for again next time.
  function once(key, read) {
    if (!kept.has(key)) {
      const promise = read()
      promise.catch(() => kept.delete(key))
      kept.set(key, promise)
    }
    return kept.get(key)
  }

  async function load(path, mode) {
    const answer = await fetch(new URL(path, site), { cache: mode || "default", credentials: "same-origin" })
    if (!answer.ok) throw new Error(path + ": " + answer.status)
    return answer
  }

  // The head is always asked for afresh; its digest is in the address of every other file, so that two builds never mix.
  const head = () => once("head", async () => (await load("search/index.json", "no-cache")).json())

  const file = async (path) => load(path + "?v=" + (await head()).digest)

  const json = (path) => once(path, async () => (await file(path)).json())

  const bytes = (path) => once(path, async () => new Uint8Array(await (await file(path)).arrayBuffer()))

  // Groups of seven bits, the lowest first; every byte but a number's last has its top bit set.
  function numbers(data, from, to) {
    const found = []
    let value = 0
    let scale = 1
    for (let at = from; at < to; at++) {
      value += (data[at] & 0x7f) * scale
      scale *= 128
      if (data[at] < 0x80) {
        found.push(value)
        value = 0
        scale = 1
      }
    }
    return found
  }

  function sums(steps) {
    let sum = 0
    return steps.map((step) => (sum += step))
  }

  // Where each notice's title and text begin in the stream, and where the stream ends.
  const layout = () => once("layout", async () => {
    const data = await bytes("search/lengths.bin")
    const lengths = numbers(data, 0, data.length)
    const titles = []
    const texts = []
    let at = 0
    for (let next = 0; next < lengths.length; next += 2) {
      titles.push(at)
      texts.push(at + lengths[next] + 1)
      at += lengths[next] + lengths[next + 1] + 2
    }
    return { titles, texts, end: at }
  })

  const row = async (number) => {
    const { rows } = await head()
    return (await json("search/table/" + Math.floor(number / rows) + ".json"))[number % rows]
  }

  // The clean text of a notice as code points. The bytes are decoded as they are: a byte order mark counts.
  const text = (id) => once("text " + id, async () => {
    const data = await bytes("notices/" + id + "/text.txt")
    return Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(data))
  })

  // --- lists of places -----------------------------------------------------------------------------------------------

  function shardOf(first, second, shards) {
    let mixed = (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77)) >>> 0
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0
    return (mixed >>> 12) & (shards - 1)
  }

  // The pairs of one file: where the list of each stands in it.
  const shard = (number) => once("shard " + number, async () => {
    const data = await bytes("search/pairs/" + number + ".bin")
    let at = 0
    const next = () => {
      const from = at
      while (data[at] >= 0x80) at++
      at++
      return numbers(data, from, at)[0]
    }
    const pairs = []
    for (let left = next(); left > 0; left--) pairs.push([next() * 0x200000 + next(), next(), next()])
    const lists = new Map()
    for (const [pair, , size] of pairs) {
      lists.set(pair, [at, at + size])
      at += size
    }
    return { data, lists }
  })

  // The places where this pair of code points begins, ascending.
  async function placesOf(first, second) {
    const { shards } = await head()
    const { data, lists } = await shard(shardOf(first, second, shards))
    const span = lists.get(first * 0x200000 + second)
    return span ? sums(numbers(data, span[0], span[1])) : []
  }

  // The places where the whole run begins: its pairs, side by side, each where it must be. Of an odd run the last two overlap.
  async function placesOfRun(run) {
    const offsets = []
    for (let offset = 0; offset + 1 < run.length; offset += 2) offsets.push(offset)
    if (run.length % 2) offsets.push(run.length - 2)
    const codes = run.map((character) => character.codePointAt(0))
    const lists = await Promise.all(offsets.map(async (offset) => (
      { offset, places: await placesOf(codes[offset], codes[offset + 1]) }
    )))
    lists.sort((one, other) => one.places.length - other.places.length)
    let starts = lists[0].places.map((place) => place - lists[0].offset)
    for (const { offset, places } of lists.slice(1)) {
      let at = 0
      starts = starts.filter((start) => {
        while (at < places.length && places[at] < start + offset) at++
        return places[at] === start + offset
      })
    }
    return starts
  }

  // A run that stands nowhere as typed may be written otherwise: 答覆 is 答复, though 覆 itself stays.
  async function placesOfTerm(run) {
    const found = await placesOfRun(run)
    const { otherwise } = await head()
    const other = run.map((character) => otherwise[character] || character)
    return found.length || other.every((character, index) => character === run[index]) ? found : placesOfRun(other)
  }

  // --- queries -------------------------------------------------------------------------------------------------------

  const table = () => once("table", async () => {
    const data = await bytes("search/fold.bin")
    const [count, ...columns] = numbers(data, 0, data.length)
    const results = sums(columns.slice(0, count))
    const characters = sums(columns.slice(count).map((step) => (step % 2 ? -(step + 1) / 2 : step / 2)))
    return new Map(characters.map((code, index) => [String.fromCodePoint(code), String.fromCodePoint(results[index])]))
  })

  async function fold(words) {
    const folding = await table()
    return Array.from(words, (character) => folding.get(character) || character).join("")
  }

  // The terms of a folded query. Quotes count at the rims of a term only, and a hyphen excludes only beside something to be
  // found: a run that holds them, like -19, can still be searched for. A term said twice counts once. `typed` is the term as the reader wrote it.
  async function parse(query) {
    const folded = await fold(query)
    const characters = Array.from(query)
    const terms = []
    for (const { 0: whole, 1: quoted, index } of folded.matchAll(/-?"([^"]+)"(?=\s|$)|\S+/gu)) {
      const excluded = whole.startsWith("-") && whole.length > 1
      const at = Array.from(folded.slice(0, index)).length
      const typed = characters.slice(at, at + Array.from(whole).length)
      terms.push({ whole, typed, excluded, run: Array.from(quoted || whole.slice(excluded ? 1 : 0)) })
    }
    const key = (term) => term.excluded + term.run.join("")
    const once = terms.filter((term, index) => terms.findIndex((other) => key(other) === key(term)) === index)
    if (once.some((term) => !term.excluded)) return once
    return once.map((term) => ({ ...term, excluded: false, run: Array.from(term.whole) }))
  }

  // --- finding -------------------------------------------------------------------------------------------------------

  // The notices that hold a run, by number: from where to where in `places` theirs stand, and whether one is in the title.
  function byNotice(places, { titles, texts, end }) {
    const found = new Map()
    let number = 0
    for (let at = 0; at < places.length; at++) {
      while ((number + 1 < titles.length ? titles[number + 1] : end) <= places[at]) number++
      const span = found.get(number)
      if (span) span.to = at + 1
      else found.set(number, { from: at, to: at + 1, title: places[at] < texts[number] })
    }
    return found
  }

  // Hits: the notices that hold every wanted term and no excluded one. Most terms in the title first, then most places; the
  // numbers are the archive's order, by date and then by id.
  async function find(terms) {
    const places = await layout()
    const found = await Promise.all(terms.map(async (term) => {
      const starts = await placesOfTerm(term.run)
      return { ...term, starts, notices: byNotice(starts, places) }
    }))
    const wanted = found.filter((term) => !term.excluded)
    const unwanted = found.filter((term) => term.excluded)
    const hits = []
    for (const number of wanted.length ? wanted[0].notices.keys() : []) {
      if (!wanted.every((term) => term.notices.has(number))) continue
      if (unwanted.some((term) => term.notices.has(number))) continue
      const spans = wanted.map((term) => term.notices.get(number))
      const count = spans.reduce((sum, span) => sum + span.to - span.from, 0)
      hits.push({ number, count, title: spans.filter((span) => span.title).length })
    }
    hits.sort((one, other) => other.title - one.title || other.count - one.count || one.number - other.number)
    return { hits, wanted, places }
  }

  // The marks in one notice, as [from, to, term] from the beginning of its title (or text), overlapping ones not yet joined.
  function marksOf(number, { wanted, places }) {
    const title = []
    const body = []
    wanted.forEach((term, index) => {
      const { from, to } = term.notices.get(number)
      for (const place of term.starts.slice(from, to)) {
        const inTitle = place < places.texts[number]
        const start = place - (inTitle ? places.titles : places.texts)[number]
        ;(inTitle ? title : body).push([start, start + term.run.length, index])
      }
    })
    return { title, body }
  }

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

  // --- showing -------------------------------------------------------------------------------------------------------

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

  // Characters that are not seen but change what is seen stand as [U+202E].
  function visible(characters) {
    return characters.map((character) => (
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

  function facts(place, date, kind, kinds, count) {
    const [day, dayEnglish] = dateWords(date)
    const [name, nameEnglish] = kinds[kind] || [kind, ""]
    const made = element("p", "search-facts")
    const words = [[place, ""], [day, dayEnglish], [name, nameEnglish], [count + " 处", count === 1 ? "place" : "places"]]
    for (const [zh, en] of words) {
      const fact = element("span", "search-fact", zh)
      if (en) fact.append(english(en))
      made.append(fact)
    }
    return made
  }

  async function hitOf(hit, result) {
    const [id, title, place, date, kind] = await row(hit.number)
    const { kinds } = await head()
    const link = element("a", "")
    link.href = new URL("notices/" + id + "/", site)
    const characters = Array.from(title)
    link.append(marked(characters, marksOf(hit.number, result).title, 0, characters.length))
    const made = element("li", "search-hit", element("h2", "search-title", link), facts(place, date, kind, kinds, hit.count))
    made.dataset.notice = id
    return made
  }

  async function addClauses(item, hit, result) {
    const [id, , , , , starts, anchors] = await row(hit.number)
    const { body } = marksOf(hit.number, result)
    if (!body.length) return
    const characters = await text(id)
    let sum = 0
    const anchorOf = anchors.map((anchor) => (typeof anchor === "string" ? anchor : "c" + (sum += anchor)))
    const clauses = element("ul", "search-clauses")
    for (const { block, marks, from, to } of clausesOf(body, characters.length, sums(starts))) {
      const [first, end] = marks.reduce((one, other) => (other[0] < one[0] ? other : one))
      const cutFrom = to - from > WIDTH ? Math.max(from, first - LEAD) : from
      const cutTo = Math.min(to, Math.max(cutFrom + WIDTH, end))
      const link = element("a", "", cutFrom > from ? "…" : "", marked(characters, marks, cutFrom, cutTo), cutTo < to ? "…" : "")
      link.href = new URL("notices/" + id + "/" + (block in anchorOf ? "#" + anchorOf[block] : ""), site)
      clauses.append(element("li", "", link))
    }
    item.append(clauses)
  }

  // --- the page ------------------------------------------------------------------------------------------------------

  let current = 0 // a slower, older search must not write over a newer one
  let latest = null // the result that is shown

  function tell(zh, en) {
    status.append(element("span", "search-line", zh, english(en)))
  }

  function begin(zh, en) {
    status.replaceChildren()
    status.dataset.ready = "false"
    delete status.dataset.total
    list.replaceChildren()
    more.hidden = true
    watcher.disconnect()
    if (zh) tell(zh, en)
  }

  function finish(total) {
    status.dataset.total = String(total)
    status.dataset.ready = "true"
  }

  const named = (term) => "“" + visible(term.typed) + "”"

  function tellShort(terms) {
    const single = terms.filter((term) => term.run.length < 2)
    if (!single.length) return
    const names = single.map(named).join("、")
    tell("单字" + names + "没有检索：请输入至少两个相连的字。",
      "Single characters were not searched for: type at least two in a row.")
  }

  function tellResult({ hits, wanted }) {
    const missing = wanted.filter((term) => !term.starts.length)
    const places = hits.reduce((sum, hit) => sum + hit.count, 0)
    if (hits.length) {
      tell("找到 " + hits.length + " 篇，共 " + places + " 处。",
        hits.length + (hits.length === 1 ? " notice, " : " notices, ") + places + (places === 1 ? " place." : " places."))
    } else if (missing.length) {
      const names = missing.map(named).join("、")
      tell("没有找到：档案中没有" + names + "。", "Nothing found: these words stand in no notice: " + names + ".")
    } else {
      tell("没有找到：各词都有，但没有一篇同时符合。", "Nothing found: each of the words occurs, but no notice fits them all.")
    }
  }

  // Adds these hits to the list: the clauses of the first of them at once, those of the others when they come into sight.
  async function show(hits, result, mine) {
    const items = await Promise.all(hits.map((hit) => hitOf(hit, result)))
    await Promise.all(items.slice(0, PAGE).map((item, index) => addClauses(item, hits[index], result)))
    if (mine !== current) return false
    list.append(...items)
    items.slice(PAGE).forEach((item, index) => watchFor(item, () => addClauses(item, hits[PAGE + index], result)))
    return true
  }

  const waiting = new WeakMap()
  const watcher = new IntersectionObserver((seen) => {
    for (const { target, isIntersecting } of seen) {
      if (!isIntersecting) continue
      watcher.unobserve(target)
      waiting.get(target)().catch(console.error)
    }
  }, { rootMargin: "400px" })

  function watchFor(item, arrive) {
    waiting.set(item, arrive)
    watcher.observe(item)
  }

  function state() {
    const address = new URLSearchParams(location.search)
    const shown = Math.max(PAGE, Number.parseInt(address.get("n"), 10) || 0)
    return { query: address.get("q") || "", shown: address.get("all") === "1" ? Infinity : shown }
  }

  async function search() {
    const mine = ++current
    const { query, shown } = state()
    for (const box of boxes) box.value = query
    if (!query.trim()) {
      begin("请输入要找的词，至少两个字。", "Type the words to look for, at least two characters.")
      finish(0)
      return
    }
    begin("正在检索……", "Searching…")
    const terms = await parse(query)
    const result = await find(terms.filter((term) => term.run.length > 1))
    if (mine !== current) return
    if (result.wanted.length && !(await show(result.hits.slice(0, shown), result, mine))) return
    status.replaceChildren()
    tellShort(terms)
    if (result.wanted.length) tellResult(result)
    more.hidden = result.hits.length <= shown
    latest = result
    finish(result.hits.length)
  }

  function run() {
    const mine = current + 1
    search().catch((error) => {
      if (mine !== current) return
      begin("索引没有读到，检索不能进行。请从目录查找。", "The index could not be read. Please start from the index pages.")
      console.error(error)
    })
  }

  function go(address) {
    history.pushState(null, "", address)
    run()
  }

  for (const box of boxes) {
    box.form.addEventListener("submit", (event) => {
      event.preventDefault()
      go("?" + new URLSearchParams({ q: box.value }))
    })
  }

  // The next hits join the list; how many are shown stands in the address, for whoever comes back.
  more.addEventListener("click", async () => {
    const shown = list.children.length
    if (!(await show(latest.hits.slice(shown, shown + PAGE), latest, current))) return
    const address = new URLSearchParams(location.search)
    address.set("n", String(shown + PAGE))
    history.replaceState(null, "", "?" + address)
    more.hidden = latest.hits.length <= shown + PAGE
    list.children[shown].querySelector("a").focus()
  })

  window.addEventListener("popstate", run)
  part("search-page").hidden = false
  run()
})()

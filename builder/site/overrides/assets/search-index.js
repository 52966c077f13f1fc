// Reads the search index that builder/write/search.py writes (docs/method/search.md describes its files) and finds the notices in
// which terms stand. Nothing here touches a page: search.js shows hits, search-box.js suggests while a query is typed.
// Places count code points, as in Python.

window.archiveSearch = (function () {
  "use strict"

  const site = new URL("../", document.currentScript.src)

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
  const head = () => once("head", async () => {
    const found = await (await load("search/index.json", "no-cache")).json()
    if (found.format !== 3) throw new Error("search/index.json: format " + found.format)
    found.own = new Map(found.own.flatMap((pairs, size) => inTwos(Array.from(pairs)).map((pair) => [pair.join(""), size])))
    return found
  })

  const inTwos = (row) => row.flatMap((each, index) => (index % 2 ? [] : [row.slice(index, index + 2)]))

  const file = async (path) => load("search/" + path + "?v=" + (await head()).digest)

  const json = (path) => once(path, async () => (await file(path)).json())

  const bytes = (path) => once(path, async () => new Uint8Array(await (await file(path)).arrayBuffer()))

  // Groups of seven bits, the lowest first; every byte but a number's last has its top bit set.
  function reader(data, at) {
    return {
      get at() { return at },
      next() {
        let value = 0
        let scale = 1
        for (; data[at] >= 0x80; scale *= 128) value += (data[at++] & 0x7f) * scale
        return value + data[at++] * scale
      },
    }
  }

  function sums(steps) {
    let sum = 0
    return steps.map((step) => (sum += step))
  }

  // --- notices -------------------------------------------------------------------------------------------------------

  // Notices are numbered through all volumes. `of` has the seat of each, counted through all volumes too; `at` the number of who
  // has a seat.
  const seating = () => once("seating", async () => {
    const { volumes, seats } = await head()
    const taken = await bytes("seats.bin")
    const of = []
    const at = Int32Array.from({ length: volumes * seats }, (_, seat) => (
      taken[seat >> 3] & (0x80 >> (seat & 7)) ? of.push(seat) - 1 : -1
    ))
    return { of, at }
  })

  // The dates of all notices, the later the greater; 0 when unknown.
  const dates = () => once("dates", async () => {
    const [{ of }, data] = await Promise.all([seating(), bytes("dates.bin")])
    const read = reader(data, 0)
    return Int32Array.from(of, () => read.next())
  })

  const ids = () => once("ids", async () => {
    const data = await bytes("ids.bin")
    const hex = Array.from(data, (byte) => byte.toString(16).padStart(2, "0")).join("")
    return hex.match(/.{12}/g).map((digits) => "n" + digits)
  })

  async function row(number) {
    const [{ seats, rows }, { of }] = await Promise.all([head(), seating()])
    const [volume, seat] = [Math.floor(of[number] / seats), of[number] % seats]
    const first = of[number] - (seat % rows) // seat of the file
    let before = 0
    while (of[number - before - 1] >= first) before++
    const found = await json("rows/" + volume + "-" + Math.floor(seat / rows) + ".json")
    const [id, title, place, date, kind, steps, anchors, headings] = found[before]
    const starts = sums(steps)
    return { id, title, place, date, kind, starts, anchors: anchorsOf(starts, new Map(inTwos(anchors))), headings: inTwos(headings) }
  }

  // An anchor has the start of its block and what it is further on than that: told where it changes, or the whole anchor.
  function anchorsOf(starts, told) {
    let further = 0
    return starts.map((start, block) => {
      const now = told.get(block)
      if (typeof now === "string") return now
      if (now !== undefined) further = now
      return "c" + (start + further)
    })
  }

  // The clean text of a notice as code points. The bytes are decoded as they are: a byte order mark counts.
  const text = (id) => once("text " + id, async () => {
    const data = await (await load("notices/" + id + "/text.txt")).arrayBuffer()
    return Array.from(new TextDecoder("utf-8", { ignoreBOM: true }).decode(data))
  })

  // --- lists of places -----------------------------------------------------------------------------------------------

  const UNIT = 2 ** 28 // a place in the whole archive: number of the unit (a seat's head or body) × UNIT + place in it
  const BREAK = "\n"

  function shardOf(pair, shards) {
    const [first, second] = Array.from(pair, (character) => character.codePointAt(0))
    let mixed = (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca77)) >>> 0
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> 0
    return (mixed >>> 12) & (shards - 1)
  }

  // The pairs of one shard: where the list of each stands in it.
  const shard = (number) => once("shard " + number, async () => {
    const data = await bytes("lists/" + number + ".bin")
    const read = reader(data, 0)
    const pairs = []
    for (let left = read.next(); left > 0; left--) {
      pairs.push([String.fromCodePoint(read.next(), read.next()), read.next()])
    }
    let at = read.at
    return { data, lists: new Map(pairs.map(([pair, size]) => [pair, [at, (at += size)]])) }
  })

  // The places where this pair begins, ascending.
  async function placesOf(pair) {
    const { own, shards } = await head()
    if (own.has(pair)) {
      const data = await bytes("lists/" + Array.from(pair, (one) => one.codePointAt(0).toString(16)).join("-") + ".bin")
      return unpacked(data, 0, data.length, await head())
    }
    const { data, lists } = await shard(shardOf(pair, shards))
    return lists.has(pair) ? unpacked(data, ...lists.get(pair), await head()) : []
  }

  // A list is a row of sections, each for the heads or the bodies of one volume: its number, how many notices, three ks,
  // three columns of bits. Units are numbered as the sections follow each other: the heads of a volume, then its bodies.
  function unpacked(data, from, to, { seats }) {
    const places = []
    while (from < to) {
      const read = reader(data, from)
      const section = read.next()
      const count = read.next()
      const ks = [read.next(), read.next(), read.next()]
      const bits = { data, at: read.at * 8 }
      const gaps = column(bits, count, ks[0])
      const more = column(bits, count, ks[1])
      const steps = column(bits, more.reduce((sum, each) => sum + each, count), ks[2])
      from = (bits.at + 7) >> 3
      let unit = section * seats - 1
      let next = 0
      for (let entry = 0; entry < count; entry++) {
        unit += gaps[entry] + 1
        let place = unit * UNIT - 1
        for (let left = more[entry]; left >= 0; left--) places.push((place += steps[next++] + 1))
      }
    }
    return places
  }

  // Numbers without their lowest k bits as noughts ended by a one, then the lowest k bits of each.
  function column(bits, count, k) {
    const { data } = bits
    const values = new Int32Array(count)
    let at = bits.at
    for (let index = 0; index < count; index++, at++) {
      const begin = at
      while (!(data[at >> 3] & (0x80 >> (at & 7)))) at++
      values[index] = at - begin
    }
    for (let index = 0; index < count; index++) {
      let value = values[index]
      for (let left = k; left > 0; left--, at++) value = value * 2 + ((data[at >> 3] >> (7 - (at & 7))) & 1)
      values[index] = value
    }
    bits.at = at
    return values
  }

  // --- runs ----------------------------------------------------------------------------------------------------------

  // The pairs to look up for a run, with their offsets in it: together they cover every character, at the least cost. A list with a
  // file of its own costs what it weighs, one in a shard what a shard weighs.
  async function cover(run) {
    const { own } = await head()
    const cost = (offset) => {
      const size = own.get(run[offset] + run[offset + 1])
      return size === undefined ? 1 : 2 ** size
    }
    const ways = [{ cost: cost(0), offsets: [0] }]
    for (let offset = 1; offset < run.length - 1; offset++) {
      const before = offset > 1 && ways[offset - 2].cost < ways[offset - 1].cost ? ways[offset - 2] : ways[offset - 1]
      ways.push({ cost: before.cost + cost(offset), offsets: [...before.offsets, offset] })
    }
    return ways[run.length - 2].offsets.map((offset) => ({ offset, pair: run[offset] + run[offset + 1], cost: cost(offset) }))
  }

  // Of these places, those from which every other list is reached at its offset.
  function agreeing(starts, { offset, places }) {
    let at = 0
    return starts.filter((start) => {
      while (at < places.length && places[at] < start + offset) at++
      return places[at] === start + offset
    })
  }

  const PIECE = 24 // characters of a run looked up at once: a pasted paragraph that stands nowhere is given up early

  // The places where the whole run begins.
  async function placesOfRun(run) {
    let starts = await placesOfPiece(run.slice(0, PIECE))
    for (let at = PIECE; at < run.length && starts.length; at += PIECE) {
      const offset = Math.min(at, run.length - 2)
      starts = agreeing(starts, { offset, places: await placesOfPiece(run.slice(offset, at + PIECE)) })
    }
    return starts
  }

  async function placesOfPiece(run) {
    const lists = await Promise.all((await cover(run)).map(async ({ offset, pair }) => ({ offset, places: await placesOf(pair) })))
    lists.sort((one, other) => one.places.length - other.places.length)
    return lists.slice(1).reduce(agreeing, lists[0].places.map((place) => place - lists[0].offset))
  }

  // The same for a run that probably stands nowhere, such as a numeral written otherwise: the cheapest list first, no other when it is
  // empty. `begins` and `ends` say that a numeral must begin or end there.
  async function placesOfUnlikely({ run, begins, ends }) {
    const wanted = (await cover(run)).sort((one, other) => one.cost - other.cost)
    if (begins) wanted.push({ offset: 0, pair: BREAK + run[0] })
    if (ends) wanted.push({ offset: run.length - 1, pair: run[run.length - 1] + BREAK })
    let starts = null
    for (const { offset, pair } of wanted) {
      const places = await placesOf(pair)
      starts = starts ? agreeing(starts, { offset, places }) : places.map((place) => place - offset)
      if (!starts.length) break
    }
    return starts
  }

  // Where a term stands, as typed or with its numerals written otherwise: places, and the length of what stands there. A run that
  // stands nowhere as typed may be written otherwise too: 答覆 is 答复, though 覆 itself stays.
  async function placesOfTerm(run) {
    const { otherwise } = await head()
    const also = numerals.variants(run).filter((variant) => variant.run.length > 1)
    const [typed, ...others] = await Promise.all([placesOfRun(run), ...also.map(placesOfUnlikely)])
    const found = typed.map((place) => [place, run.length])
    others.forEach((places, index) => places.forEach((place) => found.push([place, also[index].run.length])))
    const other = run.map((character) => otherwise[character] || character)
    if (!found.length && other.some((character, index) => character !== run[index])) {
      return { places: await placesOfRun(other), length: () => run.length, also: [] }
    }
    if (found.length > typed.length) found.sort(([one], [two]) => one - two)
    return {
      places: found.map(([place]) => place),
      length: (index) => found[index][1],
      also: also.filter((_, index) => others[index].length).map((variant) => variant.run.join("")),
    }
  }

  // --- numerals ------------------------------------------------------------------------------------------------------

  const numerals = (function () {
    const DIGITS = "零一二三四五六七八九"
    const UNITS = { 十: 10, 百: 100, 千: 1000 }
    const NUMERAL = /(?:[0-9〇零一二两三四五六七八九十百千万亿]|(?<=[0-9])[,.](?=[0-9]))+/gu
    const COUNTED = "年月日号天周次轮岁人名例个项条款米点时小分秒元倍成种类级户村家所支张间台辆检采万亿"

    const digit = (character) => (character === "两" ? 2 : character === "〇" ? 0 : DIGITS.indexOf(character))

    // A numeral below 万: 三十二, 一百零五. Null when it is none.
    function small(text) {
      let total = 0
      let figure = null
      let last = 10000
      for (const character of text) {
        const unit = UNITS[character]
        if (unit === undefined) {
          if (figure) return null
          figure = digit(character)
        } else {
          if (unit >= last || (!figure && unit > 10)) return null
          total += (figure || 1) * unit
          figure = null
          last = unit
        }
      }
      return total + (figure || 0)
    }

    // The value of a numeral with places (十四, 三万二千, 10万); null when it has none.
    function value(text) {
      if (/^\d+$/.test(text)) return Number(text)
      if (/^\d{1,3}(,\d{3})+$/.test(text)) return Number(text.replaceAll(",", ""))
      for (const [unit, size] of [["亿", 1e8], ["万", 1e4]]) {
        const [high, low, rest] = text.split(unit)
        if (low === undefined) continue
        if (!high || rest !== undefined) return null
        const [many, left] = [value(high), low ? value(low) : 0]
        return many === null || left === null || left >= size ? null : many * size + left
      }
      return /^[^\d,.]+$/.test(text) ? small(text) : null
    }

    function chineseSmall(number) {
      let text = ""
      let gap = false
      for (const [unit, size] of [["千", 1000], ["百", 100], ["十", 10], ["", 1]]) {
        const figure = Math.floor(number / size) % 10
        if (figure) text += (gap && text ? "零" : "") + DIGITS[figure] + unit
        gap = !figure
      }
      return text
    }

    // 14 → 十四, 20500 → 二万零五百.
    function chinese(number) {
      if (number === 0) return "零"
      let text = ""
      for (const [unit, size] of [["亿", 1e8], ["万", 1e4], ["", 1]]) {
        const part = Math.floor(number / size) % 1e4
        if (part) text += (text && part < 1000 ? "零" : "") + chineseSmall(part) + unit
      }
      return text.replace(/^一十/, "十")
    }

    const withTwo = (text) => (/^二($|[百千万亿])/.test(text) ? [text, "两" + text.slice(1)] : [text])

    // The other ways to write a numeral: 14 → 十四; 二〇二一 → 2021; 10万 → 十万, 100000.
    function others(text, next) {
      const plain = /^\d+$/.test(text)
      const inRow = /^[〇零一二三四五六七八九]{2,}$/.test(text)
      const year = text.length === 4 && next === "年"
      const found = []
      if (inRow) found.push(Array.from(text, digit).join(""))
      const number = inRow || (plain && (year || /^0./.test(text))) ? null : value(text)
      if (plain && (text.length > 2 || number === null)) {
        const row = Array.from(text, (figure) => DIGITS[figure]).join("")
        found.push(row.replaceAll("零", "〇"), row)
      }
      if (number !== null && number < 1e12) {
        found.push(String(number), ...withTwo(chinese(number)))
        if (number && number % 1e4 === 0) found.push(number / 1e4 + "万")
      }
      return [...new Set(found)].filter((form) => form !== text)
    }

    // The run with its numerals written otherwise, all in one manner. A single Chinese figure counts as one only before what is
    // counted: 统一 is no 统1.
    function variants(run) {
      const text = run.join("")
      const spots = []
      for (const { 0: found, index } of text.matchAll(NUMERAL)) {
        const next = text[index + found.length]
        if (/^[^\d]$/.test(found) && !(next && COUNTED.includes(next))) continue
        const forms = others(found, next)
        if (forms.length) spots.push({ index, end: index + found.length, forms })
      }
      const many = Math.max(0, ...spots.map(({ forms }) => forms.length))
      return Array.from({ length: many }, (_, way) => {
        let at = 0
        let made = ""
        for (const { index, end, forms } of spots) {
          made += text.slice(at, index) + forms[Math.min(way, forms.length - 1)]
          at = end
        }
        const last = spots[spots.length - 1]
        return { run: Array.from(made + text.slice(at)), begins: spots[0].index === 0, ends: last.end === text.length }
      })
    }

    return { variants, others, chinese, value }
  })()

  // --- queries -------------------------------------------------------------------------------------------------------

  const folding = (rest) => once("fold " + rest, async () => {
    const data = await bytes("fold/" + rest + ".bin")
    const table = new Map()
    let code = 0
    for (const read = reader(data, 0); read.at < data.length;) {
      code += read.next()
      table.set(String.fromCodePoint(code), String.fromCodePoint(read.next()))
    }
    return table
  })

  // Folds words as the builder folded the texts, character by character.
  async function fold(words) {
    const { folds } = await head()
    const characters = await Promise.all(Array.from(words, async (character) => {
      const code = character.codePointAt(0)
      if (code < 0x80) return character === "\t" ? " " : character.toLowerCase()
      return (await folding(code % folds)).get(character) || character
    }))
    return characters.join("")
  }

  // The terms of a query. Quotes count at the rims of a term only, and a hyphen excludes only beside something to be found: a run
  // that holds them, like -19, can still be searched for. A term said twice counts once. `typed` is the term as written.
  async function parse(query) {
    const folded = await fold(query)
    const characters = Array.from(query)
    const terms = []
    for (const { 0: whole, 1: quoted, index } of folded.matchAll(/-?"([^"]+)"(?=\s|$)|\S+/gu)) {
      const excluded = whole.startsWith("-") && whole.length > 1
      const at = Array.from(folded.slice(0, index)).length
      const typed = characters.slice(at, at + Array.from(whole).length).join("")
      terms.push({ whole, typed, excluded, run: Array.from(quoted || whole.slice(excluded ? 1 : 0)) })
    }
    const key = (term) => term.excluded + term.run.join("")
    const different = terms.filter((term, index) => terms.findIndex((other) => key(other) === key(term)) === index)
    if (different.some((term) => !term.excluded)) return different
    return different.map((term) => ({ ...term, excluded: false, run: Array.from(term.whole) }))
  }

  // --- finding -------------------------------------------------------------------------------------------------------

  // The notices in which a term stands, by number: where in `places` those of its head and of its body stand.
  function byNotice(places, { seats }, numbers) {
    const found = new Map()
    for (let at = 0; at < places.length;) {
      const unit = Math.floor(places[at] / UNIT)
      const section = Math.floor(unit / seats)
      const body = section % 2 === 1
      const number = numbers[(section >> 1) * seats + (unit % seats)]
      const from = at
      for (const end = (unit + 1) * UNIT; at < places.length && places[at] < end;) at++
      if (!found.has(number)) found.set(number, { head: [0, 0], body: [0, 0] })
      found.get(number)[body ? "body" : "head"] = [from, at]
    }
    return found
  }

  // The shortest stretch of the body that holds a place of every term.
  function span(spots) {
    const at = spots.map(() => 0)
    let best = Infinity
    for (;;) {
      const heads = spots.map((places, index) => places[at[index]])
      if (heads.some((place) => place === undefined)) return best
      const least = Math.min(...heads)
      best = Math.min(best, Math.max(...heads) - least)
      at[heads.indexOf(least)]++
    }
  }

  const NEAR = [20, 60, 200] // terms so close together count the more

  function hitOf(number, wanted, titleEnd) {
    const spans = wanted.map((term) => term.notices.get(number))
    const placesIn = (index, [from, to]) => wanted[index].places.slice(from, to).map((place) => place % UNIT)
    const heads = spans.map(({ head }, index) => placesIn(index, head))
    const stretch = wanted.length > 1 ? span(spans.map(({ body }, index) => placesIn(index, body))) : Infinity
    return {
      number,
      count: spans.reduce((sum, { head, body }) => sum + head[1] - head[0] + body[1] - body[0], 0),
      title: heads.filter((places) => places.length && places[0] < titleEnd).length,
      heading: heads.filter((places) => places.length && places[places.length - 1] >= titleEnd).length,
      near: NEAR.filter((most) => stretch <= most).length,
    }
  }

  // Hits: the notices that hold every wanted term and no excluded one; without a wanted term none. Most terms in the title come
  // first, then most in headings, then terms close together, most places, the latest date; `sort` puts the date before all that.
  async function find(terms, sort) {
    const [about, { at }, days] = await Promise.all([head(), seating(), dates()])
    const found = await Promise.all(terms.map(async (term) => {
      const where = await placesOfTerm(term.run)
      return { ...term, ...where, notices: byNotice(where.places, about, at) }
    }))
    const wanted = found.filter((term) => !term.excluded)
    const unwanted = found.filter((term) => term.excluded)
    const hits = []
    for (const number of wanted.length ? wanted[0].notices.keys() : []) {
      if (!wanted.every((term) => term.notices.has(number))) continue
      if (unwanted.some((term) => term.notices.has(number))) continue
      hits.push(hitOf(number, wanted, about.title))
    }
    return { hits: sorted(hits, days, sort), wanted }
  }

  function sorted(hits, days, sort) {
    const byDate = (one, other) => days[other.number] - days[one.number]
    const byWorth = (one, other) => other.title - one.title || other.heading - one.heading || other.near - one.near
      || other.count - one.count
    const [first, then] = sort === "date" ? [byDate, byWorth] : [byWorth, byDate]
    return hits.sort((one, other) => first(one, other) || then(one, other) || one.number - other.number)
  }

  // Every notice, the latest first: what there is when nothing is looked for but a facet.
  async function everything() {
    const days = await dates()
    const hits = Array.from(days, (_, number) => ({ number, count: 0, title: 0, heading: 0, near: 0 }))
    return { hits: sorted(hits, days, "date"), wanted: [] }
  }

  // The marks in one notice as [from, to, term], overlapping ones not joined: in its title, and in its text.
  async function marksOf(number, wanted) {
    const [{ title: pad }, { title, starts, headings }] = await Promise.all([head(), row(number)])
    const width = (Math.floor(Array.from(title || "").length / pad) + 1) * pad
    const inTitle = []
    const inText = []
    wanted.forEach((term, index) => {
      const { head: [from, to], body: [begin, end] } = term.notices.get(number)
      for (let at = from; at < to; at++) {
        let place = term.places[at] % UNIT
        const length = term.length(at)
        if (place < width) {
          inTitle.push([place, place + length, index])
          continue
        }
        place -= width
        const heading = headings.find(([, size]) => place <= size || (place -= size + 1, false))
        inText.push([starts[heading[0]] + place, starts[heading[0]] + place + length, index])
      }
      for (let at = begin; at < end; at++) {
        const place = term.places[at] % UNIT
        inText.push([place, place + term.length(at), index])
      }
    })
    return { title: inTitle, text: inText }
  }

  // What stands in the archive and is near a term that does not: its longest parts, each with the number of its notices.
  async function nearby(run, most) {
    for (let size = run.length - 1; size > 1; size--) {
      const parts = new Set(Array.from({ length: run.length - size + 1 }, (_, at) => run.slice(at, at + size).join("")))
      const found = []
      for (const part of parts) {
        const places = await placesOfUnlikely({ run: Array.from(part) })
        if (places.length) found.push({ part, notices: byNotice(places, await head(), (await seating()).at).size })
      }
      if (found.length) return found.sort((one, other) => other.notices - one.notices).slice(0, most)
    }
    return []
  }

  // --- facets --------------------------------------------------------------------------------------------------------

  // The values of a facet, each with its notices as numbers. Years and months come from the dates.
  const facet = (name) => once("facet " + name, async () => {
    if (name === "month") return months(await dates())
    return (await json("facets/" + name + ".json")).map(([key, zh, en, steps]) => ({ key, zh, en, notices: sums(steps) }))
  })

  function months(days) {
    const found = new Map()
    const add = (key, number) => (found.has(key) ? found.get(key).push(number) : found.set(key, [number]))
    days.forEach((day, number) => {
      const year = 2000 + Math.floor(day / 416)
      const month = Math.floor((day % 416) / 32)
      add(day ? String(year) : "undated", number)
      if (month) add(year + "-" + String(month).padStart(2, "0"), number)
    })
    return Array.from(found, ([key, notices]) => {
      const [year, month] = key.split("-")
      const zh = key === "undated" ? "日期不详" : year + "年" + (month ? Number(month) + "月" : "全年")
      return { key, zh, en: key === "undated" ? "undated" : "", notices }
    }).sort((one, other) => (one.key === "undated") - (other.key === "undated") || (one.key < other.key ? 1 : -1))
  }

  // --- names ---------------------------------------------------------------------------------------------------------

  // Latin words without marks, tone figures, blanks and case: tài yuán, tai4yuan2 and Taiyuan are one.
  const latin = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z]/g, "")

  const GENERIC = /(?:省|市|自治区|自治州|地区|盟|特别行政区|州)$/

  // How well a place or measure is named by a folded query: 0 not at all, 4 in full.
  function named([, zh, en, names, sounds], query, letters) {
    if (!letters) {
      if (query === zh || names.includes(query)) return 4
      if (query.length < 2) return 0
      return zh.startsWith(query) ? 3 : [zh, ...names].some((name) => name.toLowerCase().includes(query)) ? 2 : 0
    }
    const syllables = sounds ? sounds.split(" ") : []
    const bare = GENERIC.test(zh) ? syllables.slice(0, syllables.length - Array.from(zh.match(GENERIC)[0]).length) : syllables
    const u = (word) => word.replaceAll("v", "u")
    const whole = [en, ...names, syllables.join(""), bare.join("")].map(latin).filter(Boolean)
    const initials = [syllables, bare].map((each) => each.map((one) => one[0]).join("")).filter((each) => each.length > 1)
    if (whole.includes(letters) || whole.some((word) => u(word) === u(letters))) return 4
    if (initials.includes(letters)) return 3
    if (letters.length < 3) return 0
    return whole.some((word) => u(word).startsWith(u(letters))) ? 2 : whole.some((word) => word.includes(letters)) ? 1 : 0
  }

  // The pages that a query names: places, measures, issuing bodies; the best first, then those with most notices.
  async function direct(query, most) {
    const folded = (await fold(query)).trim().replace(/^-?"|"$/g, "")
    const letters = /^[\p{Script=Latin}\p{M}\d\s'’-]+$/u.test(query.normalize("NFC").trim()) && /\p{L}/u.test(query) ? latin(query) : ""
    if (!folded) return []
    const first = (letters || folded).codePointAt(0)
    const names = json("names/" + (first % (await head()).names) + ".json")
    const [entries, bodies] = await Promise.all([names, letters ? [] : issuers(folded)])
    const found = [...entries.map((entry) => ({ entry, worth: named(entry, folded, letters) })), ...bodies]
    return found
      .filter(({ worth }) => worth)
      .sort((one, other) => other.worth - one.worth || other.entry[5] - one.entry[5])
      .slice(0, most)
      .map(({ entry: [path, zh, en, , , notices] }) => ({ path, zh, en, notices, kind: path.split("/")[0] }))
  }

  // Issuing bodies whose names begin with the query.
  async function issuers(query) {
    const characters = Array.from(query)
    if (characters.length < 2) return []
    const number = shardOf(characters.slice(0, 2).join(""), (await head()).issuers)
    return (await json("issuers/" + number + ".json"))
      .filter(([, name]) => name.startsWith(query))
      .map(([slug, name, notices]) => ({ entry: ["issuers/" + slug + "/", name, "", [], "", notices], worth: name === query ? 4 : 1 }))
  }

  return { site, head, ids, row, text, parse, find, everything, marksOf, nearby, facet, direct, numerals }
})()

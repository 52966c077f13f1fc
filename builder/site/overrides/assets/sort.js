// Tables that carry the class arc-sortable: each heading becomes a button that sorts by its column. A cell says by what it is
// sorted in data-sort (a number or a day); without it by its words. Rows without a value stay at the end.

;(function () {
  "use strict"
  var words = new Intl.Collator("zh")

  function key(row, column) {
    var cell = row.cells[column]
    return cell.dataset.sort === undefined ? cell.textContent.trim() : cell.dataset.sort
  }

  function compare(one, other) {
    var numbers = one !== "" && other !== "" && !isNaN(one) && !isNaN(other)
    return numbers ? one - other : words.compare(one, other)
  }

  function sort(table, column, down) {
    var body = table.tBodies[0]
    var rows = Array.from(body.rows).map(function (row) { return { row: row, key: key(row, column) } })
    rows.sort(function (one, other) {
      if (!one.key !== !other.key) return one.key ? -1 : 1
      return down ? compare(other.key, one.key) : compare(one.key, other.key)
    })
    rows.forEach(function (entry) { body.appendChild(entry.row) })
  }

  function prepare(table) {
    var heads = Array.from(table.tHead.rows[0].cells)
    heads.forEach(function (head, column) {
      var button = document.createElement("button")
      button.type = "button"
      button.append.apply(button, Array.from(head.childNodes))
      head.append(button)
      button.addEventListener("click", function () {
        var down = head.getAttribute("aria-sort") === "ascending"
        heads.forEach(function (other) { other.removeAttribute("aria-sort") })
        head.setAttribute("aria-sort", down ? "descending" : "ascending")
        sort(table, column, down)
      })
    })
  }

  document.querySelectorAll("table.arc-sortable").forEach(prepare)
})()

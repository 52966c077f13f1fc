// Only in the offline copy (builder/site/offline.py): a browser lets no script read a file of a disk, but it runs scripts from there.
// So what the pages ask for with fetch comes as a script beside the file, and links to a folder lead to the page in it.

(function () {
  "use strict"

  const site = new URL("../", document.currentScript.src)
  const waiting = new Map()

  // Called by each of those scripts.
  window.archiveFile = function (name, words) {
    const bytes = Uint8Array.from(atob(words), function (letter) { return letter.charCodeAt(0) })
    waiting.get(name).answer(new Response(bytes))
  }

  function read(name) {
    const entry = {}
    const promise = new Promise(function (answer, refuse) {
      const script = document.createElement("script")
      script.src = new URL(name + ".js", site).href
      script.onerror = function () { refuse(new TypeError("not in the offline copy: " + name)) }
      script.onload = function () { script.remove() }
      entry.answer = answer
      document.head.append(script)
    })
    entry.promise = promise
    waiting.set(name, entry)
    return promise
  }

  window.fetch = function (address) {
    const name = new URL(address, location.href).pathname.slice(site.pathname.length)
    const promise = waiting.has(name) ? waiting.get(name).promise : read(name)
    return promise.then(function (answer) { return answer.clone() })
  }

  // Links that scripts make lead to folders.
  document.addEventListener("click", function (event) {
    const link = event.target instanceof Element && event.target.closest("a[href]")
    if (!link) return
    const address = new URL(link.href)
    if (address.protocol !== "file:" || !address.pathname.endsWith("/")) return
    address.pathname += "index.html"
    link.href = address.href
  })
})()

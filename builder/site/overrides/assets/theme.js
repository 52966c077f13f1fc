// What the theme keeps in inline script, as a file: where settings are stored, and light or dark before the first paint.
// The names with two underscores are those the theme's own script calls.

var __md_scope = new URL(document.currentScript.dataset.scope, location)

function __md_hash(text) {
  return Array.from(text).reduce(function (sum, letter) { return ((sum << 5) - sum + letter.charCodeAt(0)) | 0 }, 0)
}

function __md_get(key, storage, scope) {
  try {
    return JSON.parse((storage || localStorage).getItem((scope || __md_scope).pathname + "." + key))
  } catch (error) {
    return null // a browser that forbids storage
  }
}

function __md_set(key, value, storage, scope) {
  try {
    (storage || localStorage).setItem((scope || __md_scope).pathname + "." + key, JSON.stringify(value))
  } catch (error) {
    // a browser that forbids storage forgets the choice
  }
}

;(function () {
  document.documentElement.classList.replace("no-js", "js")

  function scheme() {
    var chosen = __md_get("__palette")
    if (chosen && chosen.color && chosen.color.scheme) return chosen.color.scheme
    return matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default"
  }

  // The body does not exist yet; as soon as it does, and before anything is painted, it gets its colours.
  new MutationObserver(function (_, watcher) {
    if (!document.body) return
    document.body.setAttribute("data-md-color-scheme", scheme())
    watcher.disconnect()
  }).observe(document.documentElement, { childList: true })
})()

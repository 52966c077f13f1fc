// From the raw view back to the same clause of the notice. Without this file the ¶ of each clause leads there.

document.addEventListener("click", function (event) {
  const link = event.target instanceof Element && event.target.closest("a[data-back]")
  if (!link) return
  const rim = document.querySelector("header nav").getBoundingClientRect().bottom
  const passed = Array.from(document.querySelectorAll("pre a[href]")).filter(function (clause) {
    return clause.getBoundingClientRect().top < rim + 60
  })
  link.href = link.getAttribute("href").split("#")[0] + (passed.length ? "#" + passed.pop().id : "")
})

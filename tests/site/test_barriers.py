"""No barrier that a machine can find: axe-core on every kind of page, light and dark, on a narrow phone and at a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.kinds import kinds

#: Both levels of WCAG 2.0 to 2.2 that the archive promises, and what axe-core calls good practice; contrast is asked apart.
EVERYTHING = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"color-contrast": {"enabled": False}},
    "resultTypes": ["violations"],
}
#: A scheme changes colours and nothing else, and those that it changes are the same in either window.
COLOURS = {"runOnly": {"type": "rule", "values": ["link-in-text-block"]}, "resultTypes": ["violations"]}
WINDOWS = ((320, "light", EVERYTHING), (1280, "light", EVERYTHING), (1280, "dark", COLOURS))

UNFOLD = "document.querySelectorAll('details').forEach(fold => { fold.open = true })"
RUN = "options => axe.run(options).then(found => found.violations)"
#: The page tells the scheme that it shows, which is not the moment in which it is asked for it.
SHOWN = "scheme => document.getElementById('dark').sheet.media.mediaText === (scheme === 'dark' ? 'screen' : 'not all')"

#: Whether words stand out from their ground takes axe-core most of its time. Where it passed one element, all that look the same
#: pass: of one colour, size and weight, on the same grounds all the way up. What is laid over other things may have any ground
#: and is asked on every page in every window. Of a word of one character, and of words in a picture, axe-core says nothing. Gives
#: the faults, and the looks that passed with those that had ``passed`` before.
CONTRAST = """async passed => {
    const known = new Set(passed), grounds = new Map(), looks = new Map(), faults = []
    const plain = 'rgba(0, 0, 0, 0) none 1 none normal border-box visible auto none none'
    const ground = element => {
        if (!element) return ''
        if (!grounds.has(element)) {
            const style = getComputedStyle(element)
            const own = [style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.mixBlendMode,
                style.backgroundClip, style.overflow, style.clip, style.clipPath, style.transform].join(' ').replace(plain, '')
            const laid = ['absolute', 'fixed', 'sticky'].includes(style.position) ? location.pathname + innerWidth : ''
            const off = element.disabled || element.ariaDisabled === 'true' ? 'off' : ''
            grounds.set(element, [ground(element.parentElement), own, laid, off].join('/'))
        }
        return grounds.get(element)
    }
    const look = element => {
        const style = getComputedStyle(element)
        return [style.color, style.fontSize, style.fontWeight, style.textShadow, style.webkitTextStroke, style.textIndent,
            element.matches('input, select, textarea'), ground(element)].join(' ')
    }
    for (const element of document.body.querySelectorAll(':not(svg *)')) {
        const words = [...element.childNodes].filter(node => node.nodeType === 3).map(node => node.data).join('').trim()
        if (!element.checkVisibility() || words.length < 2 && !element.matches('input, select, textarea')) continue
        const its = look(element)
        if (!known.has(its)) looks.set(its, [...looks.get(its) || [], element])
    }
    const ask = async elements => {
        if (!elements.length) return
        const rule = { runOnly: { type: 'rule', values: ['color-contrast'] }, elementRef: true }
        const found = await axe.run({ include: elements }, rule)
        faults.push(...found.violations.map(fault => ({ ...fault, nodes: fault.nodes.map(({ element, ...node }) => node) })))
        for (const { nodes } of found.passes) for (const { element } of nodes) known.add(look(element))
    }
    await ask([...looks.values()].map(([first]) => first))
    await ask([...looks].filter(([its]) => !known.has(its)).flatMap(([, [, ...others]]) => others))
    return [faults, [...known]]
}"""


@pytest.fixture
def faults(browser, archive_site):
    """What axe-core finds on a page of the site, by window and scheme. Everything folded is unfolded first: what is hidden is not
    looked at."""
    script = Axe().axe_script
    context = browser.new_context()
    page = context.new_page()
    passed = []

    def show(width, scheme):
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(SHOWN, arg=scheme)

    def found(path):
        page.emulate_media(color_scheme="light")
        page.goto(archive_site.address + path)
        page.evaluate(UNFOLD)
        page.evaluate(script)
        for width, scheme, rules in WINDOWS:
            show(width, scheme)
            weak, passed[:] = page.evaluate(CONTRAST, passed)
            for fault in (*weak, *page.evaluate(RUN, rules)):
                yield from ((f"{width} {scheme} {fault['id']}", node) for node in fault["nodes"][:2])

    yield found
    context.close()


def test_no_page_has_a_barrier(archive_site, faults):
    """Of any kind, in either window and scheme."""
    found = [
        f"{name} {id} {node['target']}\n{node['failureSummary']}\n{node['html'][:200]}"
        for name, path in kinds(archive_site.folder)
        for id, node in faults(path)
    ]
    assert not found, "\n".join(found)

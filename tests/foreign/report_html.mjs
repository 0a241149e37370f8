// The HTML reports of the example programmes in a browser: axe-core finds nothing, every control is reached and worked by
// keys, nothing is fetched, the content-security policy is never broken, nothing stands beside the page, and the paper
// holds what is folded on the screen. Usage: node report_html.mjs PROGRAM ROOT
import assert from 'node:assert/strict'
import {spawnSync} from 'node:child_process'
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import axe from 'axe-core'
import {chromium} from 'playwright-core'

const [program, root] = process.argv.slice(2)
const browserPath = '/usr/bin/chromium'
if (!existsSync(browserPath)) {
    console.log('skipped: there is no', browserPath)
    process.exit(77)
}
const folder = mkdtempSync(join(tmpdir(), 'tutela-html-'))
process.on('exit', () => rmSync(folder, {recursive: true, force: true}))

const programmes = ['borno-site-management', 'lima-cash', 'moldova-helpline', 'renk-registration']
const design = name => join(root, 'examples', name, 'programme.toml')

function report(file, designs, ...more) {
    const path = join(folder, file)
    const done = spawnSync(program, ['check', ...designs, '--ruleset', join(root, 'rulesets', 'protection-mainstreaming'),
        '--as-of', '2026-07-01', '--output', path, ...more], {encoding: 'utf8'})
    assert.ok([0, 1, 2].includes(done.status), `${file}: exit ${done.status}: ${done.stderr}`)
    return path
}

// Each report, and whether it holds several designs.
function reports() {
    const earlier = report('earlier.json', [design('lima-cash')], '--format', 'json', '--profile', 'first-72-hours')
    const made = []
    for (const language of ['en', 'fr'])
        for (const name of programmes)
            made.push(report(`${name}-${language}.html`, [design(name)], '--format', 'html', '--language', language))
    made.push(report('compared.html', [design('lima-cash')], '--format', 'html', '--compare-with', earlier))
    made.push(report('passes.html', [design('lima-cash')], '--format', 'html', '--fail-on', 'never'))
    made.push(report('many.html', programmes.map(design), '--format', 'html', '--profile', 'first-72-hours'))
    return made
}

const looks = []
for (const colorScheme of ['light', 'dark'])
    for (const viewport of [{width: 1280, height: 900}, {width: 390, height: 844}])
        looks.push({colorScheme, viewport})

async function open(browser, path, look) {
    const context = await browser.newContext({...look, reducedMotion: 'reduce'})
    const page = await context.newPage()
    const seen = {requests: [], messages: []}
    page.on('request', request => seen.requests.push(request.url()))
    page.on('console', message => seen.messages.push(message.text()))
    page.on('pageerror', error => seen.messages.push(String(error)))
    await page.addInitScript(() => {
        window.violations = []
        document.addEventListener('securitypolicyviolation', event => window.violations.push(event.violatedDirective))
    })
    await page.goto('file://' + path)
    return {context, page, seen}
}

// Run inside the page.
const visibleFocusables = () => [...document.querySelectorAll('a[href], summary, input, button, select, textarea')].filter(one => {
    const group = one.type === 'radio' && document.querySelector(`input[name="${one.name}"]:checked`)
    return one.checkVisibility({contentVisibilityAuto: true}) && (!group || group === one)
}).length

async function noViolations(page, where) {
    await page.evaluate(axe.source)
    const found = await page.evaluate(() => window.axe.run(document, {resultTypes: ['violations']}))
    const told = found.violations.map(one => `${one.id} (${one.help}): ${one.nodes.slice(0, 3).map(node => node.html).join(' | ')}`)
    assert.deepEqual(told, [], where)
    assert.ok(found.passes.length > 20, `${where}: axe-core looked at next to nothing`)
}

async function nothingBeside(page, where) {
    const [inside, width] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth])
    assert.ok(inside <= width, `${where}: ${inside} pixels in a window of ${width}`)
}

async function keyboardWalk(page, where) {
    const expected = await page.evaluate(visibleFocusables)
    let reached = 0
    for (;; ++reached) {
        await page.keyboard.press('Tab')
        const focus = await page.evaluate(() => {
            const one = document.activeElement
            if (one === document.body || window.walked?.has(one)) return null
            window.walked = (window.walked ?? new Set()).add(one)
            const style = getComputedStyle(one)
            const box = one.getBoundingClientRect()
            return {what: one.outerHTML.slice(0, 120), outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
                inView: box.width > 0 && box.bottom > 0 && box.top < window.innerHeight && box.left >= 0 && box.right <= window.innerWidth}
        })
        if (!focus) break
        assert.ok(focus.outline, `${where}: the focus cannot be seen on ${focus.what}`)
        assert.ok(focus.inView, `${where}: what has the focus is out of sight: ${focus.what}`)
    }
    assert.equal(reached, expected, `${where}: controls that Tab reaches`)
}

async function skipLink(page, where) {
    await page.locator('.skip').focus()
    await page.keyboard.press('Enter')
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main', `${where}: the skip link`)
}

async function groupingSwitch(page, where) {
    const shown = () => page.evaluate(() => [...document.querySelector('.switch').querySelectorAll('.panel')]
        .filter(panel => panel.checkVisibility()).map(panel => panel.querySelector('.caption').textContent))
    const labels = await page.locator('.switch').first().locator('label').allTextContents()
    assert.ok(labels.length >= 6, `${where}: ways to group: ${labels}`)
    await page.locator('.switch input').first().focus()
    for (const label of labels) {
        assert.deepEqual(await shown(), [label.trim()], `${where}: the scores shown`)
        await page.keyboard.press('ArrowDown')
    }
    assert.deepEqual(await shown(), [labels[0].trim()], `${where}: after the last comes the first`)
}

async function foldedFacts(page, where) {
    const facts = page.locator('details.more').first()
    await facts.locator('summary').focus()
    await page.keyboard.press('Enter')
    assert.ok(await facts.locator('dl').isVisible(), `${where}: Enter shows the facts`)
    await page.keyboard.press('Enter')
    await page.emulateMedia({media: 'print'})
    const onPaper = await page.evaluate(() => ({
        folded: [...document.querySelectorAll('details.more:not([open]) dl')].every(one => one.getBoundingClientRect().height > 10),
        nav: [...document.querySelectorAll('nav, .switch label')].some(one => one.checkVisibility())}))
    assert.deepEqual(onPaper, {folded: true, nav: false}, `${where}: on paper facts are unfolded and no control is left`)
    await page.emulateMedia({media: 'screen'})
}

async function landmarks(page, where) {
    const found = await page.evaluate(() => ({
        language: document.documentElement.lang, direction: document.documentElement.dir,
        main: document.querySelectorAll('main').length, headings: document.querySelectorAll('h1').length,
        scripts: document.querySelectorAll('script, link, img, iframe, [style], [onclick]').length,
        margin: getComputedStyle(document.body).marginTop}))
    const language = where.includes('-fr.html') ? 'fr' : 'en'
    assert.deepEqual(found, {language, direction: 'ltr', main: 1, headings: 1, scripts: 0, margin: '0px'}, where)
}

async function look(browser, path, how) {
    const where = `${path.slice(folder.length + 1)}, ${how.colorScheme}, ${how.viewport.width}`
    const {context, page, seen} = await open(browser, path, how)
    await landmarks(page, where)
    await nothingBeside(page, where)
    await keyboardWalk(page, where)
    await skipLink(page, where)
    await groupingSwitch(page, where)
    await foldedFacts(page, where)
    await noViolations(page, where)
    await page.evaluate(() => { document.documentElement.dir = 'rtl' })
    await nothingBeside(page, where + ', from right to left')
    assert.deepEqual(await page.evaluate(() => window.violations), [], `${where}: the content-security policy`)
    assert.deepEqual(seen.messages, [], `${where}: messages of the browser`)
    assert.deepEqual(seen.requests.filter(url => !url.startsWith('file://' + path)), [], `${where}: requests`)
    assert.equal(seen.requests.length, 1, `${where}: requests`)
    await context.close()
}

// The policy is there and holds: what it forbids is what would be noticed above.
async function policyHolds(browser, path) {
    const {context, page, seen} = await open(browser, path, looks[0])
    await page.evaluate(() => {
        const script = document.createElement('script')
        script.textContent = 'window.ran = true'
        document.body.append(script)
        document.body.setAttribute('style', 'margin-top: 7px')
        document.body.append(Object.assign(document.createElement('img'), {src: 'https://example.org/pixel.png'}))
    })
    await page.waitForFunction(() => window.violations.length >= 3)
    assert.equal(await page.evaluate(() => window.ran), undefined)
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).marginTop), '0px')
    assert.ok(seen.messages.length >= 3)
    // And axe-core sees what is wrong when something is.
    await page.evaluate(() => {
        document.documentElement.removeAttribute('lang')
        document.querySelector('.first').style.color = 'var(--tint)'
    })
    await assert.rejects(noViolations(page, 'a page made worse'), /html-has-lang/)
    await context.close()
}

const browser = await chromium.launch({executablePath: browserPath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic',
    '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']})
try {
    const made = reports()
    for (const path of made) assert.ok(!/https?:/.test(readFileSync(path, 'utf8')), `${path}: an address of elsewhere`)
    await policyHolds(browser, made[0])
    for (const path of made) for (const how of looks) await look(browser, path, how)
    console.log(`${made.length} reports, each ${looks.length} times: nothing to object to`)
} finally {
    await browser.close()
}
